-- The command :Ibid, whose parts are loaded when they are first wanted.
vim.api.nvim_create_user_command("Ibid", function(opts) require("ibid.command").run(opts) end, {
  nargs = "*",
  desc = "ibid: what can be done with the draft at hand",
  complete = function(lead, line) return require("ibid.command").complete(lead, line) end,
})

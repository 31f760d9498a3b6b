-- Drives a real Neovim: a model's words are shown where the writer pauses, give way to the writer's, and a key takes them.
-- nvim -l neovim-ghost.lua PROJECT OUT, as neovim.lua; the model server is tests/model/scripted.py.
local here = vim.fs.dirname(debug.getinfo(1, "S").source:sub(2))
-- The keys that the README shows; a terminal sends Alt as Escape.
local neovim = dofile(here .. "/neovim-driver.lua")(arg[1], arg[2], {
  'vim.keymap.set("i", "<Tab>", function()',
  '  if not require("ibid").accept() then return "<Tab>" end',
  "end, { expr = true })",
  'vim.keymap.set("i", "<C-l>", function() require("ibid").take("word") end)',
})
local begun, rest = "This will not be quick, since", "the yards will need patience, and so will the towns behind them."

local function ghost_text()
  return neovim.ask([[
    -- Neovim's own, or where it has none, the one that ibid shows.
    local text = ""
    for _, name in ipairs({ "nvim.lsp.inline_completion", "ibid.ghost" }) do
      local namespace = vim.api.nvim_create_namespace(name)
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
        for _, piece in ipairs(mark[4].virt_text or {}) do text = text .. piece[1] end
      end
    end
    return text
  ]])
end

neovim.until_marked()

local function until_shown(what)
  return neovim.until_true(what, function()
    return ghost_text():find(rest, 1, true) ~= nil and not neovim.line():find(rest, 1, true)
  end)
end

neovim.type_keys("Go\rThis will not be quick,")
local shown = until_shown("ghost text comes at a pause")
neovim.type_keys(" since")
neovim.until_true("it gives way to the writer's own words", function()
  return shown and neovim.line() == begun and ghost_text() == ""
end)
until_shown("and comes again at the next pause")
neovim.keep_screen("ghost", shown and rest or begun)
neovim.type_keys("\12")
local word = neovim.until_true("a key takes a word of it", function() return neovim.line() == begun .. " the" end)
neovim.until_true("and what is left is shown again", function()
  return word and ghost_text():find(rest:sub(5), 1, true) ~= nil
end)
neovim.type_keys("\t")
neovim.until_true("Tab takes it", function() return neovim.line() == begun .. " " .. rest end)
neovim.escape()
neovim.command("write")
neovim.until_true("and it is on disk", function()
  return vim.list_contains(vim.fn.readfile(neovim.essay), begun .. " " .. rest)
end)
neovim.finish()

-- :checkhealth ibid
local M = {}

local function neovim()
  vim.health.start("Neovim")
  if vim.fn.has("nvim-0.11") == 0 then
    return vim.health.error("Neovim 0.11 or newer is needed")
  end
  local ghost = vim.lsp.inline_completion and "Neovim's own" or "ibid's own, since Neovim 0.12 is the first to have it"
  vim.health.ok(tostring(vim.version()) .. "; ghost text is " .. ghost)
  vim.health.info("searches are shown by " .. require("ibid.pickers").chosen())
end

--- Whether the server can be started.
---@return boolean
local function program()
  vim.health.start("Server")
  local name = require("ibid.server").program()
  if vim.fn.executable(name) == 0 then
    vim.health.error(("%s is not to be found"):format(name), {
      "cargo install --locked --path server/ibid",
      'or name it: require("ibid").setup({ cmd = { "/path/to/ibid", "lsp" } })',
    })
    return false
  end
  vim.health.ok(vim.trim(vim.system({ name, "--version" }, { text = true, timeout = 5000 }):wait().stdout or name))
  if not vim.lsp.config.ibid then
    vim.health.error("the configuration is not on 'runtimepath'", { "append editors/neovim to it" })
  elseif not vim.lsp.is_enabled or vim.lsp.is_enabled("ibid") then
    vim.health.ok("enabled")
  else
    vim.health.warn("not enabled", { 'vim.lsp.enable("ibid")' })
  end
  local clients = vim.lsp.get_clients({ name = "ibid" })
  if #clients == 0 then vim.health.info("attached to no buffer; it is once you open a draft") end
  for _, client in ipairs(clients) do
    local names = vim.tbl_map(vim.api.nvim_buf_get_name, vim.tbl_keys(client.attached_buffers))
    vim.health.ok("attached to " .. table.concat(names, ", "))
  end
  return true
end

--- What ibid itself finds, in the folder at hand.
local function doctor()
  vim.health.start("ibid doctor")
  local done = vim.system({ require("ibid.server").program(), "doctor" }, { text = true, timeout = 20000 }):wait()
  for line in vim.gsplit(vim.trim(done.stdout or ""), "\n", { plain = true }) do
    if line ~= "" then vim.health.info(line) end
  end
  if done.code ~= 0 and vim.trim(done.stderr or "") ~= "" then vim.health.warn(vim.trim(done.stderr)) end
end

function M.check()
  neovim()
  if program() then doctor() end
end

return M

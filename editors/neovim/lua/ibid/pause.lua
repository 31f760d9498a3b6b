-- Stops checking and ghost text, until it is told otherwise.
local M = {}

local paused = false

--- Whether ibid is paused.
function M.is_paused() return paused end

--- Tells `client` whether ibid is paused.
---@param client vim.lsp.Client
function M.tell(client)
  local own = vim.tbl_get(client.config, "settings", "ibid") or vim.empty_dict()
  local off = { features = { diagnostics = false, ["ghost-text"] = false } }
  client.settings = { ibid = paused and vim.tbl_deep_extend("force", own, off) or own }
  client:notify("workspace/didChangeConfiguration", { settings = client.settings })
end

--- Pauses, or goes on.
function M.toggle()
  paused = not paused
  vim.iter(vim.lsp.get_clients({ name = "ibid" })):each(M.tell)
  vim.notify(paused and "ibid is paused; :Ibid pause goes on" or "ibid goes on")
  vim.cmd.redrawstatus({ bang = true })
end

return M

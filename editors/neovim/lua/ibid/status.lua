-- How things stand with a buffer, for a status line. What is known is kept, and asked for again when something happened.
local server = require("ibid.server")

local M = {}

---@type table<integer, ibid.Status>
local known = {}

---@param buffer integer
local function ask(buffer)
  local client = vim.lsp.get_clients({ name = "ibid", bufnr = buffer })[1]
  if not client then
    known[buffer] = nil
    return
  end
  server.ask(client, "ibid/status", server.document(buffer), buffer, function(status)
    if not vim.deep_equal(known[buffer], status) then
      known[buffer] = status
      vim.cmd.redrawstatus({ bang = true })
    end
  end)
end

local is_watching = false
local function watch()
  if is_watching then return end
  is_watching = true
  local group = vim.api.nvim_create_augroup("ibid.status", {})
  vim.api.nvim_create_autocmd({ "LspAttach", "LspDetach", "LspProgress", "DiagnosticChanged", "BufEnter" }, {
    group = group,
    desc = "ibid: how things stand",
    callback = vim.schedule_wrap(function(event)
      if vim.api.nvim_buf_is_valid(event.buf) then ask(event.buf) end
    end),
  })
  ask(vim.api.nvim_get_current_buf())
end

--- What is known of this buffer.
---@return ibid.Status?
function M.known()
  watch()
  return known[vim.api.nvim_get_current_buf()]
end

---@return string
function M.text()
  local status = M.known()
  if not status or #vim.lsp.get_clients({ name = "ibid", bufnr = 0 }) == 0 then return "" end
  if require("ibid.pause").is_paused() then return "ibid paused" end
  local library = status.library
  if not library then return "ibid" end
  local reading = library.complete and "" or "…"
  return ("ibid %d source%s%s"):format(library.sources, library.sources == 1 and "" or "s", reading)
end

return M

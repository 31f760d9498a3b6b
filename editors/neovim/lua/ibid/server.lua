-- The server of a buffer, and what is asked of it.
local M = {}

--- The server attached to `buffer`; where there is none, the writer is told.
---@param buffer? integer
---@return vim.lsp.Client?
function M.of(buffer)
  local client = vim.lsp.get_clients({ name = "ibid", bufnr = buffer or 0 })[1]
  if not client then
    vim.notify("ibid is not attached to this buffer; :checkhealth ibid says why", vim.log.levels.WARN)
  end
  return client
end

--- `value` with nothing where JSON has null.
local function plain(value)
  if value == vim.NIL then return nil end
  return type(value) == "table" and vim.tbl_map(plain, value) or value
end

--- The answer of `client` to a request; `nil` where it cannot say.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param buffer integer
---@param take fun(answer: any?)
---@return integer? id of the request
function M.ask(client, method, params, buffer, take)
  local _, id = client:request(method --[[@as any]], params, function(fault, answer)
    take(not fault and plain(answer) or nil)
  end, buffer)
  return id
end

--- What a request about a whole buffer is told.
---@param buffer integer
function M.document(buffer) return { textDocument = { uri = vim.uri_from_bufnr(buffer) } } end

--- The program that is started.
---@return string
function M.program()
  local client = vim.lsp.get_clients({ name = "ibid" })[1]
  local cmd = client and client.config.cmd or (vim.lsp.config.ibid or {}).cmd
  return type(cmd) == "table" and cmd[1] or "ibid"
end

return M

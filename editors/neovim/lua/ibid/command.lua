-- :Ibid and its parts.
local M = {}

--- Each part: what it does with the words behind it.
---@type table<string, fun(words: string)>
local parts = {
  search = function(words) require("ibid.search").search(words) end,
  find = function(words) require("ibid.search").find(words) end,
  cite = function(words) require("ibid.search").cite(words) end,
  quote = function(words) require("ibid.search").quote(words) end,
  clipboard = function() require("ibid.search").clipboard() end,
  passages = function() require("ibid.passages").toggle() end,
  check = function() require("ibid.check").check() end,
  signoff = function() require("ibid.check").signoff() end,
  report = function(words) require("ibid.check").report(words ~= "" and words or nil) end,
  log = function() require("ibid.check").log() end,
  pause = function() require("ibid.pause").toggle() end,
}

local names = vim.tbl_keys(parts)
table.sort(names)

---@param opts vim.api.keyset.create_user_command.command_args
function M.run(opts)
  local name, words = opts.args:match("^(%S*)%s*(.*)$")
  if name ~= "" and parts[name] then return parts[name](words) end
  if name ~= "" then
    return vim.notify(("ibid: no “%s”; there are %s"):format(name, table.concat(names, ", ")), vim.log.levels.ERROR)
  end
  vim.ui.select(names, { prompt = "ibid" }, function(chosen)
    if chosen then parts[chosen]("") end
  end)
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  if not line:match("^%s*%S*Ibid%s+%S*$") then return {} end
  return vim.tbl_filter(function(name) return vim.startswith(name, lead) end, names)
end

return M

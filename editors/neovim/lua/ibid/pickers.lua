-- Picks something from the library, with what the writer has for it: snacks, telescope or fzf-lua, else `vim.ui.select`.
local M = {}

---@class ibid.Picking
---@field title string
---@field query string words to begin with; may be empty
---@field find fun(query: string, take: fun(items: ibid.Item[]))
---@field does table<"open"|"quote"|"cite", fun(item: ibid.Item)>
---@field choose "open"|"quote"|"cite" what the Enter key does

-- In the order in which they are looked for.
local plugins = {
  { name = "snacks", module = "snacks.picker" },
  { name = "telescope", module = "telescope.pickers" },
  { name = "fzf-lua", module = "fzf-lua" },
}

--- The picker that `wanted` names ("auto" is the first there is).
---@return string
function M.chosen()
  local wanted = require("ibid").options.picker
  if wanted ~= "auto" then return wanted end
  for _, plugin in ipairs(plugins) do
    if pcall(require, plugin.module) then return plugin.name end
  end
  return "select"
end

---@param picking ibid.Picking
function M.pick(picking) require("ibid.pickers." .. M.chosen())(picking) end

return M

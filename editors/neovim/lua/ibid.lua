-- What the writer's own keys may call.
local M = {}

-- A word of Chinese ends at punctuation; there is no space between two.
local parts = { word = [[^\_s*[^[:space:]，。；：、！？]*[，。；：、！？]\=]], line = [[^\n*[^\n]*]] }

--- Takes the next `part` of the ghost text, a "word" or a "line"; what is left is shown again at the next pause.
---@param part "word"|"line"
---@return boolean whether there was any
function M.take(part)
  return vim.lsp.inline_completion.get({
    on_accept = function(item)
      if type(item.insert_text) == "string" then
        item.insert_text = vim.fn.matchstr(item.insert_text, parts[part])
      end
      return item
    end,
  })
end

return M

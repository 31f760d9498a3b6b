-- A passage as lines for a window, with what stands out in it. All of it is shown as the text that it is.
local M = {}

---@class ibid.Page
---@field lines string[]
---@field marks { group: string, row: integer, from: integer, to: integer }[] rows and bytes from 0

---@return ibid.Page
function M.new() return { lines = { "" }, marks = {} } end

--- Goes on with `text` on the last line; where there is a `group`, it looks so.
---@param page ibid.Page
---@param text string
---@param group? string
function M.add(page, text, group)
  local parts = vim.split(text:gsub("\r", ""), "\n", { plain = true })
  for number, part in ipairs(parts) do
    if number > 1 then page.lines[#page.lines + 1] = "" end
    local row, from = #page.lines, #page.lines[#page.lines]
    page.lines[row] = page.lines[row] .. part
    if group and part ~= "" then
      page.marks[#page.marks + 1] = { group = group, row = row - 1, from = from, to = from + #part }
    end
  end
end

--- Begins a new line, with an empty one before it where `gap` says so.
---@param page ibid.Page
---@param gap? boolean
function M.line(page, gap)
  if page.lines[#page.lines] ~= "" or #page.lines > 1 then page.lines[#page.lines + 1] = "" end
  if gap then page.lines[#page.lines + 1] = "" end
end

--- The head of a passage and its words, those that matter standing out.
---@param page ibid.Page
---@param passage ibid.Passage|ibid.Hit
function M.passage(page, passage)
  M.add(page, passage.title ~= "" and passage.title or passage.name, "IbidTitle")
  M.line(page)
  local where = { passage.placeText, passage.citekey and "@" .. passage.citekey or "", passage.name }
  M.add(page, table.concat(vim.tbl_filter(function(part) return part ~= "" end, where), " · "), "IbidPlace")
  M.line(page, true)
  M.add(page, passage.before or "", "IbidContext")
  local marked = vim.iter(passage.text):any(function(piece) return piece.marked end)
  for _, piece in ipairs(passage.text) do
    M.add(page, piece.words, (piece.marked or not marked) and "IbidPassage" or nil)
  end
  M.add(page, passage.after or "", "IbidContext")
end

local namespace = vim.api.nvim_create_namespace("ibid.page")

for group, link in pairs({
  IbidTitle = "Title",
  IbidPlace = "Comment",
  IbidContext = "Comment",
  IbidPassage = "Visual",
  IbidContradicted = "DiagnosticError",
  IbidUnsupported = "DiagnosticWarn",
  IbidSupported = "DiagnosticOk",
  IbidUnknown = "Comment",
  IbidGhost = "Comment",
}) do
  vim.api.nvim_set_hl(0, group, { link = link, default = true })
end

--- Puts `page` into `buffer`.
---@param page ibid.Page
---@param buffer integer
function M.show(page, buffer)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, page.lines)
  vim.bo[buffer].modifiable = false
  vim.api.nvim_buf_clear_namespace(buffer, namespace, 0, -1)
  for _, mark in ipairs(page.marks) do
    vim.api.nvim_buf_set_extmark(buffer, namespace, mark.row, mark.from, { end_col = mark.to, hl_group = mark.group })
  end
end

--- A buffer for pages.
---@return integer
function M.buffer()
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.bo[buffer].filetype = "ibid"
  vim.bo[buffer].bufhidden = "wipe"
  vim.bo[buffer].modifiable = false
  return buffer
end

return M

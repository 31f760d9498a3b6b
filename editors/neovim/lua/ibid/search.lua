-- Looking through the library: passages by their words, references and sources by name.
local opening = require("ibid.opening")
local page = require("ibid.page")
local pickers = require("ibid.pickers")
local server = require("ibid.server")

local M = {}

local LIMIT = 30
--- Letters of the clipboard that are looked for.
local MOST_QUOTED = 2000

---@class ibid.Item something to be picked
---@field text string one line
---@field page? ibid.Page shown beside it
---@field uri? string opens it
---@field cite? string
---@field quote? string

---@param hit ibid.Hit
---@return ibid.Item
local function passage(hit)
  local lines = page.new()
  page.passage(lines, hit)
  local marked = vim.tbl_filter(function(piece) return piece.marked end, hit.text)
  local words = vim.iter(#marked > 0 and marked or hit.text):map(function(piece) return piece.words end):join("")
  local where = hit.placeText ~= "" and (", " .. hit.placeText) or ""
  local text = ("%s — %s%s"):format(vim.trim((words:gsub("%s+", " "))), hit.citekey and "@" .. hit.citekey or hit.name, where)
  return { text = text, page = lines, uri = hit.uri, cite = hit.cite, quote = hit.quote }
end

---@param found ibid.Named
---@return ibid.Item
local function named(found)
  return { text = found.name .. (found.detail ~= "" and " — " .. found.detail or ""), uri = found.uri, cite = found.cite }
end

---@class ibid.Spot where a passage goes in
---@field window integer
---@field row integer from 1
---@field column integer bytes

--- Where the cursor is: behind the letter that it stands on, in normal mode. A picker may move it.
---@return ibid.Spot
local function spot()
  local window = vim.api.nvim_get_current_win()
  local row, column = unpack(vim.api.nvim_win_get_cursor(window))
  local rest = vim.api.nvim_get_current_line():sub(column + 1)
  if vim.fn.mode() ~= "i" then column = column + #vim.fn.matchstr(rest, ".") end
  return { window = window, row = row, column = column }
end

--- Puts `text` in at `at`, with a space before it where one is wanted.
---@param text? string
---@param at ibid.Spot
local function insert(text, at)
  if not text then return vim.notify("ibid: no reference belongs to it", vim.log.levels.WARN) end
  vim.api.nvim_set_current_win(at.window)
  local before = vim.api.nvim_buf_get_lines(0, at.row - 1, at.row, false)[1]:sub(1, at.column)
  local is_chinese = vim.fn.matchstr(before, "[\\u4e00-\\u9fff]$") ~= ""
  local gap = before:find("[%w%p\128-\255]$") and not is_chinese
  text = (gap and " " or "") .. text
  vim.api.nvim_buf_set_text(0, at.row - 1, at.column, at.row - 1, at.column, { text })
  vim.api.nvim_win_set_cursor(at.window, { at.row, at.column + #text - 1 })
end

---@param title string
---@param query string
---@param find fun(query: string, take: fun(items: ibid.Item[]))
---@param choose "open"|"quote"|"cite"
local function look(title, query, find, choose)
  local at = spot()
  local does = {
    open = function(item)
      if item.uri then opening.open(item.uri) else insert(item.cite, at) end
    end,
    quote = function(item) insert(item.quote or item.cite, at) end,
    cite = function(item) insert(item.cite, at) end,
  }
  pickers.pick({ title = title, query = query, find = find, does = does, choose = choose })
end

---@param query string
---@param choose "open"|"quote"
local function passages(title, query, choose)
  local buffer, client = vim.api.nvim_get_current_buf(), server.of()
  if not client then return end
  look(title, query, function(words, take)
    local params = vim.tbl_extend("error", server.document(buffer), { query = words, limit = LIMIT })
    server.ask(client, "ibid/search", params, buffer, function(answer)
      take(vim.tbl_map(passage, answer and answer.passages or {}))
    end)
  end, choose)
end

--- Searches the passages of the library.
---@param query string
function M.search(query) passages("Search your sources", query, "open") end

--- The same, to put one in as a quotation.
---@param query string
function M.quote(query) passages("Insert a quotation", query, "quote") end

--- The same, of the words in the clipboard.
function M.clipboard()
  local words = vim.trim((vim.fn.getreg("+"):gsub("%s+", " ")))
  if words == "" then return vim.notify("ibid: the clipboard is empty; copy words from a source first", vim.log.levels.WARN) end
  M.quote(vim.fn.strcharpart(words, 0, MOST_QUOTED))
end

---@param title string
---@param query string
---@param choose "open"|"cite"
local function names(title, query, choose)
  local buffer, client = vim.api.nvim_get_current_buf(), server.of()
  if not client then return end
  look(title, query, function(words, take)
    local params = vim.tbl_extend("error", server.document(buffer), { query = words, limit = LIMIT })
    server.ask(client, "ibid/find", params, buffer, function(answer)
      take(vim.tbl_map(named, answer and answer.found or {}))
    end)
  end, choose)
end

--- Finds references and sources by name.
---@param query string
function M.find(query) names("Find a source", query, "open") end

--- The same, to cite one.
---@param query string
function M.cite(query) names("Cite a source", query, "cite") end

return M

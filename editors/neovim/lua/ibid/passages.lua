-- The preview window: the passages behind the sentence at the cursor, which it follows.
local opening = require("ibid.opening")
local page = require("ibid.page")
local server = require("ibid.server")

local M = {}

-- A pause that keeps the window still while the cursor runs, in milliseconds.
local PAUSE = 120

local verdicts = {
  supported = { "✓ Supported", "IbidSupported" },
  contradicted = { "✗ Contradicted", "IbidContradicted" },
  unsupported = { "– Unsupported", "IbidUnsupported" },
  unknown = { "? Not checked", "IbidUnknown" },
}

---@class ibid.View
---@field window integer
---@field buffer integer
---@field shown? ibid.Beside
---@field draft? integer the buffer that this is of
---@field rows integer[] the row, from 0, at which each passage begins
---@field asked integer counts questions: only the last one's answer is shown
---@field timer uv.uv_timer_t

---@type ibid.View?
local view

--- Whether `a` stands before `b`, both as the protocol has them.
local function before(a, b) return a.line < b.line or a.line == b.line and a.character < b.character end

--- What was found in `range` of the draft `buffer`.
---@return string[]
local function findings(buffer, range)
  local here = vim.tbl_filter(function(found)
    local there = vim.tbl_get(found, "user_data", "lsp", "range")
    return found.source == "ibid" and there and before(there.start, range["end"]) and before(range.start, there["end"])
  end, vim.diagnostic.get(buffer))
  return vim.tbl_map(function(found) return found.message end, here)
end

---@param found ibid.Beside
---@param rows integer[] gets the row of each passage
---@return ibid.Page
local function drawn(found, buffer, rows)
  local lines = page.new()
  page.add(lines, unpack(verdicts[found.verdict]))
  page.line(lines)
  page.add(lines, found.sentence, "IbidContext")
  for _, message in ipairs(findings(buffer, found.range)) do
    page.line(lines)
    page.add(lines, "• " .. message)
  end
  if found.offered and #found.passages > 0 then
    page.line(lines, true)
    page.add(lines, "This sentence cites nothing. The nearest in your library:", "IbidContext")
  end
  for number, passage in ipairs(found.passages) do
    page.line(lines, true)
    rows[number] = #lines.lines - 1
    page.passage(lines, passage)
  end
  for _, silent in ipairs(found.silent) do
    page.line(lines, true)
    page.add(lines, silent.name .. ": " .. silent.why, "IbidContext")
  end
  return lines
end

---@param found ibid.Beside
---@param buffer integer
local function show(found, buffer)
  if not view then return end
  view.shown, view.draft, view.rows = found, buffer, {}
  page.show(drawn(found, buffer, view.rows), view.buffer)
  local first = view.rows[1]
  if first and vim.api.nvim_get_current_win() ~= view.window then
    vim.api.nvim_win_set_cursor(view.window, { 1, 0 })
  end
end

--- Asks for what stands behind the sentence at the cursor, if that is in a draft.
local function update()
  local client = vim.lsp.get_clients({ name = "ibid", bufnr = 0 })[1]
  if not view or not client then return end
  local buffer = vim.api.nvim_get_current_buf()
  view.asked = view.asked + 1
  local asked = view.asked
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  server.ask(client, "ibid/passages", params, buffer, function(found)
    -- Where there is no sentence, what was read stays.
    if found and view and view.asked == asked then show(found, buffer) end
  end)
end

local function soon()
  if view then view.timer:start(PAUSE, 0, vim.schedule_wrap(update)) end
end

--- The passage under the cursor of the window.
---@return ibid.Passage?
local function at_cursor()
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local number = 1
  for candidate, from in ipairs(view and view.rows or {}) do
    if from <= row then number = candidate end
  end
  return view and view.shown and view.shown.passages[number]
end

--- Changes the draft by `edits`, if it is still the one that they are of.
---@param edits lsp.TextEdit[]
local function change(edits)
  local client = view and vim.lsp.get_clients({ name = "ibid", bufnr = view.draft })[1]
  if not view or not client then return end
  if #edits == 0 then return vim.notify("ibid: nothing to put in here") end
  if vim.lsp.util.buf_versions[view.draft] ~= view.shown.version then return soon() end
  vim.lsp.util.apply_text_edits(edits, view.draft, client.offset_encoding)
end

local keys = {
  c = { "Cite the passage", function(passage) change(passage.cite) end },
  q = { "Quote the passage", function(passage) change(passage.quote) end },
  ["<CR>"] = { "Open the source", function(passage)
    vim.cmd.wincmd("p")
    opening.open(passage.uri)
  end },
}

local function close()
  if not view then return end
  view.timer:close()
  view = nil
  pcall(vim.api.nvim_del_augroup_by_name, "ibid.passages")
end

--- Opens the window beside the draft, or closes it.
function M.toggle()
  if view then return vim.api.nvim_win_close(view.window, true) end
  if not server.of() then return end
  local buffer = page.buffer()
  local window = vim.api.nvim_open_win(buffer, false, { split = "right", win = 0, style = "minimal" })
  vim.wo[window].wrap, vim.wo[window].linebreak, vim.wo[window].winfixbuf = true, true, true
  vim.wo[window].winbar = " Passages   <CR> open  c cite  q quote"
  view = { window = window, buffer = buffer, rows = {}, asked = 0, timer = assert(vim.uv.new_timer()) }
  for key, does in pairs(keys) do
    vim.keymap.set("n", key, function()
      local passage = at_cursor()
      if passage then does[2](passage) end
    end, { buffer = buffer, desc = "ibid: " .. does[1] })
  end
  local group = vim.api.nvim_create_augroup("ibid.passages", {})
  local moves = { "CursorMoved", "CursorMovedI", "TextChanged", "TextChangedI", "BufEnter", "DiagnosticChanged" }
  vim.api.nvim_create_autocmd(moves, { group = group, callback = soon, desc = "ibid: follow the cursor" })
  vim.api.nvim_create_autocmd("WinClosed", {
    group = group, pattern = tostring(window), callback = close, desc = "ibid: the window is gone",
  })
  soon()
end

return M

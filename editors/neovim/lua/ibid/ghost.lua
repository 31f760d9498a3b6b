-- A model's words while the writer pauses. Neovim 0.12 shows them itself; for 0.11 it is done here.
local M = {}

-- A word of Chinese ends at punctuation; there is no space between two.
local parts = { word = [[^\_s*[^[:space:]，。；：、！？]*[，。；：、！？]\=]], line = [[^\n*[^\n]*]] }

local namespace = vim.api.nvim_create_namespace("ibid.ghost")
-- The server waits for the pause; this only keeps requests from going out at each letter, in milliseconds.
local PAUSE = 75

---@class ibid.Ghost what is shown, in 0.11
---@field buffer integer
---@field row integer from 0
---@field column integer
---@field text string

---@type ibid.Ghost?
local shown
---@type { client: vim.lsp.Client, id: integer }?
local asked
local timer = assert(vim.uv.new_timer())

--- Whether Neovim shows ghost text by itself.
function M.is_built_in() return vim.lsp.inline_completion ~= nil end

--- Whether the writer wants it in `buffer`.
---@param buffer integer
local function is_wanted(buffer)
  local wanted = require("ibid").options.ghost_text
  return wanted == true or type(wanted) == "table" and vim.list_contains(wanted, vim.bo[buffer].filetype)
end

--- Takes ghost text away, and the request for it back.
local function clear()
  timer:stop()
  if asked then asked.client:cancel_request(asked.id) end
  if shown and vim.api.nvim_buf_is_valid(shown.buffer) then
    vim.api.nvim_buf_clear_namespace(shown.buffer, namespace, 0, -1)
  end
  asked, shown = nil, nil
end

---@param ghost ibid.Ghost
local function show(ghost)
  local lines = vim.split(ghost.text, "\n", { plain = true })
  local more = vim.tbl_map(function(line) return { { line, "IbidGhost" } } end, vim.list_slice(lines, 2))
  vim.api.nvim_buf_set_extmark(ghost.buffer, namespace, ghost.row, ghost.column, {
    virt_text = { { lines[1], "IbidGhost" } },
    virt_text_pos = "inline",
    virt_lines = #more > 0 and more or nil,
  })
  shown = ghost
end

---@param client vim.lsp.Client
---@param buffer integer
local function ask(client, buffer)
  if vim.fn.mode() ~= "i" or vim.api.nvim_get_current_buf() ~= buffer then return end
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding) --[[@as table]]
  params.context = { triggerKind = 2 }
  local id
  id = require("ibid.server").ask(client, "textDocument/inlineCompletion", params, buffer, function(answer)
    if not asked or asked.id ~= id then return end
    asked = nil
    local item = answer and (answer.items or answer)[1]
    local text = item and (type(item.insertText) == "table" and item.insertText.value or item.insertText)
    local at = vim.api.nvim_win_get_cursor(0)
    if text and vim.fn.mode() == "i" and at[1] == row and at[2] == column then
      show({ buffer = buffer, row = row - 1, column = column, text = text })
    end
  end)
  asked = id and { client = client, id = id }
end

---@param client vim.lsp.Client
---@param buffer integer
local function show_by_hand(client, buffer)
  require("ibid.page")
  local group = vim.api.nvim_create_augroup("ibid.ghost." .. buffer, {})
  vim.api.nvim_create_autocmd({ "TextChangedI", "CursorMovedI" }, {
    group = group, buffer = buffer, desc = "ibid: ask for ghost text",
    callback = function()
      clear()
      timer:start(PAUSE, 0, vim.schedule_wrap(function() ask(client, buffer) end))
    end,
  })
  vim.api.nvim_create_autocmd({ "InsertLeave", "BufLeave" }, {
    group = group, buffer = buffer, desc = "ibid: take ghost text away", callback = clear,
  })
end

--- Takes ghost text away when the writer types on, and the request for it back. Neovim itself would keep it, cut at
--- its beginning by what is typed, and would take it in where it once stood.
local function make_way_for_typing(buffer)
  vim.api.nvim_create_autocmd("InsertCharPre", {
    group = vim.api.nvim_create_augroup("ibid.ghost." .. buffer, {}),
    buffer = buffer,
    desc = "ibid: take ghost text away",
    callback = function()
      -- What Neovim does when insert mode ends; it has no function for it. The group is gone where it is turned off.
      local shown_by = "nvim.lsp.inline_completion:" .. buffer
      pcall(vim.api.nvim_exec_autocmds, "InsertLeave", { group = shown_by, buffer = buffer })
    end,
  })
end

--- Shows a model's words in `buffer`, where the server offers them. The key that takes them is the writer's.
---@param client vim.lsp.Client
---@param buffer integer
function M.attach(client, buffer)
  if not is_wanted(buffer) or not client.server_capabilities.inlineCompletionProvider then return end
  if M.is_built_in() then
    -- For the buffer, not the client: so `enable(false, { bufnr = 0 })` turns it off again.
    vim.lsp.inline_completion.enable(true, { bufnr = buffer })
    make_way_for_typing(buffer)
  else
    show_by_hand(client, buffer)
  end
end

--- Puts `text` of what is shown into the draft.
---@param text string
local function take_in(text)
  local ghost = assert(shown)
  -- Nothing may be changed while a key's expression is worked out.
  vim.schedule(function()
    clear()
    local lines = vim.split(text, "\n", { plain = true })
    vim.api.nvim_buf_set_text(ghost.buffer, ghost.row, ghost.column, ghost.row, ghost.column, lines)
    local column = #lines == 1 and ghost.column + #lines[1] or #lines[#lines]
    vim.api.nvim_win_set_cursor(0, { ghost.row + #lines, column })
  end)
end

---@return boolean whether there was any
function M.accept()
  if M.is_built_in() then return vim.lsp.inline_completion.get() end
  if shown then take_in(shown.text) end
  return shown ~= nil
end

---@param part "word"|"line"
---@return boolean whether there was any
function M.take(part)
  if not M.is_built_in() then
    if shown then take_in(vim.fn.matchstr(shown.text, parts[part])) end
    return shown ~= nil
  end
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

-- Opens a source at a place.
local M = {}

local texts = { "md", "markdown", "txt", "text", "html", "htm", "xhtml", "vtt", "srt", "tex", "typ", "org", "rst", "csv", "json", "yaml", "yml",
  "bib", "bibtex", "ris" }

--- Opens `address`, a `file:` address with `#L12` or `#page=3` at its end: a text here, all else in its own program.
---@param address string
function M.open(address)
  local file, fragment = address:match("^([^#]*)#?(.*)$")
  local path = vim.uri_to_fname(file)
  if not vim.list_contains(texts, (path:match("%.(%w+)$") or ""):lower()) then
    vim.ui.open(address)
    return
  end
  vim.cmd.normal({ "m'", bang = true })
  vim.cmd.edit(vim.fn.fnameescape(path))
  local line = tonumber(fragment:match("^L(%d+)$"))
  if line then
    vim.api.nvim_win_set_cursor(0, { math.min(line, vim.api.nvim_buf_line_count(0)), 0 })
    vim.cmd.normal({ "zz", bang = true })
  end
end

return M

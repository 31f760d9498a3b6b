-- What the writer's own settings, keys and status line may call.
local M = {}

---@class ibid.Options
---@field picker? "auto"|"select"|"snacks"|"telescope"|"fzf-lua" what searches show: "auto" takes the first there is
---@field ghost_text? boolean|string[] whether a model's words are shown while you pause; a list: in these filetypes
---@field completion? boolean whether citations are offered while you type; without it, unless a completion plugin does so
---@field cmd? string[] the server, where it is not on your PATH
---@field settings? table what `.ibid.toml` may say, for all folders: { severity = { misquote = "off" } }

--- What holds now.
---@type ibid.Options
M.options = { picker = "auto", ghost_text = true }

--- Takes your options and starts ibid; without any of them, `vim.lsp.enable("ibid")` does the same.
---@param options? ibid.Options
function M.setup(options)
  M.options = vim.tbl_deep_extend("force", M.options, options or {})
  vim.lsp.config("ibid", { cmd = M.options.cmd, settings = { ibid = M.options.settings } })
  vim.lsp.enable("ibid")
end

--- Takes the ghost text, if there is any: for a key of yours.
---@return boolean whether there was any
function M.accept() return require("ibid.ghost").accept() end

--- Takes the next `part` of the ghost text, a "word" or a "line"; what is left is shown again at the next pause.
---@param part "word"|"line"
---@return boolean whether there was any
function M.take(part) return require("ibid.ghost").take(part) end

--- How things stand with this buffer, for a status line: "ibid 6 sources"; empty where ibid is not attached.
---@return string
function M.status() return require("ibid.status").text() end

return M

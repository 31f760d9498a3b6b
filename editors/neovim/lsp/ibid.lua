-- ibid for Neovim 0.12: put this folder's parent on 'runtimepath', then `vim.lsp.enable("ibid")`.

--- Asks for offers at each letter of a citation. Neovim does so by itself while its menu is open, and at the
--- server's trigger characters; a letter typed before the menu is there would be lost.
local function keep_offering(buffer)
  vim.api.nvim_create_autocmd("InsertCharPre", {
    group = vim.api.nvim_create_augroup("ibid.offers." .. buffer, {}),
    buffer = buffer,
    desc = "ibid: offer citations",
    callback = function()
      local column = vim.api.nvim_win_get_cursor(0)[2]
      local before = vim.api.nvim_get_current_line():sub(1, column) .. vim.v.char
      if vim.fn.pumvisible() == 0 and before:find("@[^%]@]*$") then
        vim.schedule(vim.lsp.completion.get)
      end
    end,
  })
end

--- Offers citations while typing, unless a completion plugin does it already.
local function offer_while_typing(client, buffer)
  local plugin = package.loaded["cmp"] or package.loaded["blink.cmp"]
  if not plugin and client:supports_method("textDocument/completion", buffer) then
    vim.bo[buffer].completeopt = "menuone,noinsert,popup"
    vim.lsp.completion.enable(true, client.id, buffer, { autotrigger = true })
    keep_offering(buffer)
  end
end

---@type vim.lsp.Config
return {
  cmd = { "ibid", "lsp" },
  filetypes = { "markdown", "quarto", "rmd", "text", "bib" },
  root_markers = { ".ibid.toml", ".git" },
  on_attach = offer_while_typing,
}

-- The picker that every Neovim has: words are asked for first, and what is found is chosen from a list.
---@param picking ibid.Picking
return function(picking)
  local function search(query)
    if not query or vim.trim(query) == "" then return end
    picking.find(query, function(items)
      if #items == 0 then return vim.notify("ibid: nothing was found for “" .. query .. "”") end
      -- As many as fit on the screen, a line each.
      vim.ui.select(vim.list_slice(items, 1, math.max(vim.o.lines - 6, 3)), {
        prompt = picking.title,
        kind = "ibid",
        format_item = function(item)
          local room = vim.o.columns - 8
          return vim.fn.strdisplaywidth(item.text) <= room and item.text or vim.fn.strcharpart(item.text, 0, room - 1) .. "…"
        end,
      }, function(item)
        if item then picking.does[picking.choose](item) end
      end)
    end)
  end
  if picking.query ~= "" then return search(picking.query) end
  vim.ui.input({ prompt = picking.title .. ": " }, search)
end

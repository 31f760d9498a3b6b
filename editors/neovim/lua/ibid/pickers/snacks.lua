-- Picks with snacks: found anew at each letter, the passage beside the list. <C-t> cites, <C-q> quotes.
---@param picking ibid.Picking
return function(picking)
  local page = require("ibid.page")

  local function does(name)
    return function(picker, item)
      picker:close()
      if item then vim.schedule(function() picking.does[name](item.item) end) end
    end
  end

  require("snacks.picker").pick({
    title = picking.title,
    search = picking.query,
    live = true,
    supports_live = true,
    format = function(item) return { { item.text } } end,
    finder = function(_, context)
      return function(add)
        local query = context.filter.search
        if query == "" then return end
        local running = context.async
        -- Little of Neovim may be asked where snacks asks for results.
        vim.schedule(function()
          picking.find(query, function(found)
            for _, item in ipairs(found) do add({ text = item.text, item = item }) end
            running:resume()
          end)
        end)
        running:suspend()
      end
    end,
    preview = function(context)
      context.preview:reset()
      local drawn = context.item.item.page
      if drawn then page.show(drawn, context.buf) end
      context.preview:wo({ wrap = true, linebreak = true })
    end,
    actions = { ibid_cite = does("cite"), ibid_quote = does("quote") },
    confirm = does(picking.choose),
    win = {
      input = {
        keys = {
          ["<C-t>"] = { "ibid_cite", mode = { "i", "n" } },
          ["<C-q>"] = { "ibid_quote", mode = { "i", "n" } },
        },
      },
    },
  })
end

-- Picks with fzf-lua: found anew at each letter, the passage beside the list. Ctrl-T cites, Ctrl-Q quotes.
---@param picking ibid.Picking
return function(picking)
  local fzf = require("fzf-lua")
  local items = {} ---@type table<string, ibid.Item>

  local function contents(words)
    local query = type(words) == "table" and words[1] or words
    return function(add)
      picking.find(query or "", function(found)
        items = {}
        for number, item in ipairs(found) do
          local line = ("%d\t%s"):format(number, item.text)
          items[tostring(number)] = item
          add(line)
        end
        add()
      end)
    end
  end

  local function item(line) return line and items[line:match("^%d+")] end
  local function does(name)
    return function(chosen)
      local found = item(chosen[1])
      if found then picking.does[name](found) end
    end
  end

  fzf.fzf_live(contents, {
    query = picking.query,
    prompt = picking.title .. "> ",
    exec_empty_query = false,
    fzf_opts = { ["--delimiter"] = "\t", ["--with-nth"] = "2.." },
    previewer = false,
    preview = function(chosen)
      local found = item(chosen[1])
      return found and found.page and table.concat(found.page.lines, "\n") or ""
    end,
    actions = { enter = does(picking.choose), ["ctrl-t"] = does("cite"), ["ctrl-q"] = does("quote") },
  })
end

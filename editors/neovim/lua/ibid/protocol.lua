---@meta
-- What is read here of what ibid answers beyond the protocol; server/ibid-lsp/src/requests has a file for each.

---@class ibid.Piece
---@field words string
---@field marked boolean these are the words that matter

---@class ibid.Hit one of the passages of `ibid/search`
---@field uri string opens it
---@field name string of the source's file
---@field title string
---@field citekey? string
---@field placeText string
---@field text ibid.Piece[]
---@field cite? string
---@field quote? string

---@class ibid.Named one of those found by `ibid/find`
---@field kind "reference"|"source"
---@field name string a citekey, or a file's name
---@field detail string
---@field cite? string
---@field uri? string opens its entry, or the source

---@class ibid.Passage one of the passages of `ibid/passages`
---@field uri string
---@field name string
---@field title string
---@field citekey? string
---@field placeText string
---@field before string
---@field text ibid.Piece[]
---@field after string
---@field cite lsp.TextEdit[]
---@field quote lsp.TextEdit[]

---@class ibid.Beside `ibid/passages`
---@field version integer
---@field range lsp.Range
---@field sentence string
---@field verdict ibid.Verdict
---@field offered boolean the sentence cites nothing: these come nearest in the library
---@field passages ibid.Passage[]
---@field silent { name: string, why: string }[]

---@alias ibid.Verdict "supported"|"contradicted"|"unsupported"|"unknown"

---@class ibid.Found
---@field range lsp.Range
---@field code string
---@field message string

---@class ibid.Claim
---@field range lsp.Range
---@field sentence string
---@field verdict ibid.Verdict
---@field findings ibid.Found[]
---@field judged? string

---@class ibid.Account `ibid/verdicts`
---@field claims ibid.Claim[]
---@field others ibid.Found[]

---@class ibid.Status `ibid/status`
---@field library? { sources: integer, complete: boolean }
---@field judge? "save"|"demand"|"typing"

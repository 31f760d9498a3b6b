" ibid for Vim, with vim-lsp (https://github.com/prabirshrestha/vim-lsp) or ALE (https://github.com/dense-analysis/ale).
let s:types = ['markdown', 'text', 'tex', 'plaintex', 'typst', 'org', 'bib']

function! s:register_with_lsp() abort
  call lsp#register_server({
        \ 'name': 'ibid',
        \ 'cmd': {_ -> ['ibid', 'lsp']},
        \ 'root_uri': {_ -> lsp#utils#path_to_uri(s:root(lsp#utils#get_buffer_path()))},
        \ 'allowlist': s:types,
        \ })
endfunction

" ALE asks for what is defined of a file's type when it first sees one.
function! s:define_for_ale(type) abort
  if exists(':ALEInfo') && index(s:types, a:type) >= 0 && !has_key(s:defined, a:type)
    let s:defined[a:type] = 1
    call ale#linter#Define(a:type, {
          \ 'name': 'ibid',
          \ 'lsp': 'stdio',
          \ 'executable': 'ibid',
          \ 'command': '%e lsp',
          \ 'project_root': {buffer -> s:root(fnamemodify(bufname(buffer), ':p'))},
          \ })
  endif
endfunction
let s:defined = {}

" The folder that the draft at a path belongs to.
function! s:root(path) abort
  let l:above = fnamemodify(a:path, ':h') . ';'
  let l:found = [findfile('.ibid.toml', l:above), finddir('.git', l:above), findfile('.git', l:above)]
  let l:folders = map(filter(l:found, '!empty(v:val)'), 'fnamemodify(v:val, ":p:s?/$??:h")')
  let l:nearest = sort(l:folders, {a, b -> len(b) - len(a)})
  return get(l:nearest, 0, fnamemodify(a:path, ':h'))
endfunction

augroup ibid
  autocmd!
  autocmd User lsp_setup call s:register_with_lsp()
  autocmd FileType * call s:define_for_ale(expand('<amatch>'))
augroup END

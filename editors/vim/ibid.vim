" ibid for Vim, with vim-lsp (https://github.com/prabirshrestha/vim-lsp).
function! s:root() abort
  let l:marker = lsp#utils#find_nearest_parent_file_directory(lsp#utils#get_buffer_path(), ['.ibid.toml', '.git/'])
  return lsp#utils#path_to_uri(empty(l:marker) ? expand('%:p:h') : l:marker)
endfunction

augroup ibid
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
        \ 'name': 'ibid',
        \ 'cmd': {_ -> ['ibid', 'lsp']},
        \ 'root_uri': {_ -> s:root()},
        \ 'allowlist': ['markdown', 'text', 'tex', 'plaintex', 'typst', 'org', 'bib'],
        \ })
augroup END

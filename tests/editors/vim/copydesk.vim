" Copydesk in a real Vim with ALE, which a person's vimrc told of the program: DRAFT is a draft in markdown with one in plain
" text beside it, RESULT where the outcome is written.
let s:lines = []
function! s:Step(name, worked, more) abort
  let l:number = len(filter(copy(s:lines), 'v:val =~# "^\\(not \\)\\?ok"')) + 1
  call add(s:lines, printf('%s %d - Vim: %s', a:worked ? 'ok' : 'not ok', l:number, a:name))
  if !a:worked | call add(s:lines, '# ' . string(a:more)) | endif
endfunction
function! s:Within(seconds, condition) abort
  let l:end = reltimefloat(reltime()) + a:seconds
  while !eval(a:condition) && reltimefloat(reltime()) < l:end | sleep 50m | endwhile
  return eval(a:condition)
endfunction
function! Found(words) abort
  return !empty(filter(copy(ale#engine#GetLoclist(bufnr(''))), 'get(v:val, "text", "") =~# a:words'))
endfunction

execute 'edit ' . fnameescape(fnamemodify($DRAFT, ':r') . '.txt')
ALELint
call s:Step('a draft in plain text is read', &filetype ==# 'text' && s:Within(40, 'Found("Critics")'), [&filetype, ale#engine#GetLoclist(bufnr(''))])
execute 'edit ' . fnameescape($DRAFT)
ALELint
call s:Step('the words at fault are marked', s:Within(40, 'Found("Critics")'), ale#engine#GetLoclist(bufnr('')))
let s:found = filter(copy(ale#engine#GetLoclist(bufnr(''))), 'v:val.text =~# "Critics"')
if !empty(s:found)
  call s:Step('at the right place', s:found[0].lnum == 5 && s:found[0].col == 1 && s:found[0].end_col == 7, s:found)
  call cursor(5, 3)
  ALECodeAction
  call s:Step('a fix is applied', s:Within(20, 'search("copydesk-ignore vague-attribution", "nw") > 0'), getline(1, '$'))
endif
call cursor(3, 9)
ALEHover
call s:Step('the card of an actor', s:Within(20, 'execute("messages") =~# "Ines Halloran" || !empty(filter(range(1, bufnr("$")), "join(getbufline(v:val, 1, 20)) =~# \"(person)\""))'), execute('messages'))
call append('$', ['', 'It costs TK.'])
ALELint
call s:Step('a fault that is typed is marked', s:Within(30, 'Found("TK")'), ale#engine#GetLoclist(bufnr('')))
call add(s:lines, printf('1..%d', len(filter(copy(s:lines), 'v:val =~# "^\\(not \\)\\?ok"'))))
call writefile(s:lines, $RESULT)
qall!

-- Runs busted's specs inside Neovim's own Lua: nvim --headless -u NONE -l busted.lua SPEC…
package.path = package.path .. ';/usr/share/lua/5.1/?.lua;/usr/share/lua/5.1/?/init.lua'
package.cpath = package.cpath .. ';/usr/lib/' .. vim.uv.os_uname().machine .. '-linux-gnu/lua/5.1/?.so'
local specs = _G.arg
_G.arg = { [0] = 'busted', '-o', 'TAP' }
vim.list_extend(_G.arg, specs)
require('busted.runner')({ standalone = false })

-- The plugin in a real Neovim with the real server: COPYDESK is the program, PLUGIN the plugin's folder.
vim.g.copydesk_command = os.getenv('COPYDESK')
vim.opt.runtimepath:prepend(os.getenv('PLUGIN'))
vim.opt.swapfile = false
vim.cmd('filetype on')
vim.cmd('runtime plugin/copydesk.lua')

local DRAFT = {
  '# Harbour',
  '',
  'Mayor Ines Halloran said the bridge would close. “Müßig – 😀,” Halloran said.',
  '',
  'Critics say the ferry is too small.',
}

local folder
local function open(name, lines)
  local path = folder .. '/' .. name
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  vim.fn.writefile(lines or DRAFT, path)
  vim.cmd('silent edit! ' .. vim.fn.fnameescape(path))
  return vim.api.nvim_get_current_buf()
end

local function within(what, condition)
  assert.is_true(vim.wait(20000, condition, 20), 'waited in vain: ' .. what)
end

local function codes(buffer)
  return vim.tbl_map(function(it) return it.code end, vim.diagnostic.get(buffer))
end

local function finding(buffer, code)
  local found
  within(code, function()
    found = vim.iter(vim.diagnostic.get(buffer)):find(function(it) return it.code == code end)
    return found ~= nil
  end)
  return found
end

local function words(buffer, it)
  return table.concat(vim.api.nvim_buf_get_text(buffer, it.lnum, it.col, it.end_lnum, it.end_col, {}), '\n')
end

local said
describe('copydesk in neovim', function()
  before_each(function()
    folder = vim.fn.tempname()
    vim.fn.mkdir(folder .. '/.git', 'p')
    said = {}
    vim.notify = function(message) said[#said + 1] = message end
  end)
  after_each(function()
    vim.cmd('silent! lclose | silent! only | silent! %bwipeout!')
  end)

  it('marks the words at fault', function()
    local buffer = open('draft.md')
    assert.equals('Critics', words(buffer, finding(buffer, 'vague-attribution')))
  end)

  it('sees a fault appear and go while typing', function()
    local buffer = open('draft.md', { 'The bridge is closed.' })
    within('attached', function() return #vim.lsp.get_clients({ bufnr = buffer, name = 'copydesk' }) == 1 end)
    vim.api.nvim_buf_set_lines(buffer, 1, -1, false, { '', 'It will cost TK.' })
    assert.equals('TK', words(buffer, finding(buffer, 'placeholder')))
    vim.api.nvim_buf_set_lines(buffer, 1, -1, false, { '', 'It is shut.' })
    within('gone', function() return not vim.tbl_contains(codes(buffer), 'placeholder') end)
  end)

  -- What stands in the float, once there is one that has some words; it is closed, as a cursor that moves does.
  local function float(what)
    local text, shown = '', nil
    within('float', function()
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          text, shown = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n'), window
        end
      end
      return text:find(what, 1, true) ~= nil
    end)
    vim.api.nvim_win_close(shown, true)
    return text
  end

  it('tells why something is said, and why nothing is', function()
    local buffer = open('draft.md')
    local it = finding(buffer, 'vague-attribution')
    vim.api.nvim_win_set_cursor(0, { it.lnum + 1, it.col })
    vim.cmd('Copydesk why')
    local said = float('Why is this said?')
    assert.truthy(said:find('“Critics”: vague-attribution speaks.', 1, true), said)
    assert.truthy(said:find(' %; it speaks from ', 1, true), said)
    assert.falsy(said:find('`', 1, true), said)
    vim.api.nvim_win_set_cursor(0, { 3, 8 })
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action) return action.title == 'Why is nothing said here?' end,
    })
    float('Why is nothing said here?')
    vim.api.nvim_win_set_cursor(0, { 3, 9 })
    vim.cmd('Copydesk why placeholder')
    float('placeholder found nothing to look at here.')
  end)

  it('shows the card of an actor', function()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    vim.api.nvim_win_set_cursor(0, { 3, 8 })
    vim.lsp.buf.hover()
    local text = float('Ines Halloran')
    assert.truthy(text:find('Ines Halloran', 1, true))
    assert.truthy(text:find('mention', 1, true))
  end)

  it('shows what the notes have of a quotation, leads there, and puts in the recorded words', function()
    vim.fn.writefile({ '[00:00:01] Ana Lopez: It rained. We will dismantle the pier in spring.' }, folder .. '/talk.txt')
    local buffer = open('noted.md', {
      '---', 'copydesk: {notes: talk.txt}', '---', '', '“We will repair the pier in spring,” said Ana Lopez, the engineer.',
    })
    local it = finding(buffer, 'altered-quote')
    assert.equals('repair', words(buffer, it))
    assert.truthy(it.message:find('dismantle', 1, true), it.message)
    vim.api.nvim_win_set_cursor(0, { 5, 25 })
    vim.lsp.buf.hover()
    local text = float('Recorded in other words')
    assert.truthy(text:find('talk.txt, 00:00:01', 1, true), text)
    local client = vim.lsp.get_clients({ bufnr = buffer, name = 'copydesk' })[1]
    local lenses = client:request_sync('textDocument/codeLens', { textDocument = vim.lsp.util.make_text_document_params() }, 20000, buffer)
    local titles = vim.tbl_map(function(lens) return lens.command.title end, lenses.result)
    assert.truthy(vim.tbl_contains(titles, '1 quotation: 1 changed'), vim.inspect(titles))
    vim.api.nvim_win_set_cursor(0, { it.lnum + 1, it.col })
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action) return action.title:find('Use the recorded words', 1, true) ~= nil end,
    })
    within('recorded', function() return not vim.tbl_contains(codes(buffer), 'altered-quote') end)
    vim.cmd('silent write')
    vim.api.nvim_win_set_cursor(0, { 5, 30 })
    vim.lsp.buf.definition()
    within('the notes', function() return vim.api.nvim_buf_get_name(0):find('talk.txt', 1, true) ~= nil end)
    assert.equals(1, vim.api.nvim_win_get_cursor(0)[1])
    -- And back: the drafts that quote the line.
    within('attached', function() return #vim.lsp.get_clients({ bufnr = 0, name = 'copydesk' }) == 1 end)
    vim.lsp.buf.references()
    within('the drafts', function()
      local list = vim.fn.getqflist()
      return #list == 1 and vim.api.nvim_buf_get_name(list[1].bufnr):find('noted.md', 1, true) ~= nil
    end)
    vim.cmd('cclose')
  end)

  it('applies a fix', function()
    local buffer = open('draft.md')
    local it = finding(buffer, 'vague-attribution')
    vim.api.nvim_win_set_cursor(0, { it.lnum + 1, it.col })
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action) return action.title:find('in this paragraph', 1, true) ~= nil end,
    })
    within('silence', function() return not vim.tbl_contains(codes(buffer), 'vague-attribution') end)
    local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
    assert.truthy(text:find('<!-- copydesk-ignore vague-attribution', 1, true))
  end)

  it('renames an actor in every form, behind letters of several bytes too', function()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    vim.api.nvim_win_set_cursor(0, { 3, 8 })
    vim.lsp.buf.rename('Ana Verde')
    within('renamed', function()
      local line = vim.api.nvim_buf_get_lines(buffer, 2, 3, false)[1]
      return line == 'Mayor Ana Verde said the bridge would close. “Müßig – 😀,” Verde said.'
    end)
  end)

  it('lists actors, and the mentions of one', function()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    vim.cmd('Copydesk actors')
    within('actors', function() return vim.fn.getloclist(0, { title = 1 }).title == 'Actors' end)
    local row = vim.iter(vim.fn.getloclist(0)):find(function(it) return it.text:find('Ines Halloran', 1, true) end)
    assert.equals(3, row.lnum)
    assert.truthy(row.text:find('2 mentions', 1, true), row.text)
    vim.cmd('lclose | Copydesk actors Halloran')
    within('mentions', function() return vim.fn.getloclist(0, { title = 1 }).title == 'Mentions of Halloran' end)
    assert.equals(2, #vim.fn.getloclist(0))
  end)

  it('lists sources by kind', function()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    vim.cmd('Copydesk sources')
    within('sources', function() return vim.fn.getloclist(0, { title = 1 }).title:find('source', 1, true) ~= nil end)
    local texts = vim.iter(vim.fn.getloclist(0)):map(function(it) return it.text end):join('\n')
    assert.truthy(texts:find('named: Ines Halloran', 1, true), texts)
  end)

  it('explains the rule under the cursor, and any other', function()
    local buffer = open('draft.md')
    local it = finding(buffer, 'vague-attribution')
    vim.api.nvim_win_set_cursor(0, { it.lnum + 1, it.col })
    vim.cmd('Copydesk explain')
    within('page', function() return vim.api.nvim_buf_get_name(0):find('copydesk://vague-attribution', 1, true) ~= nil end)
    local page = vim.api.nvim_buf_get_lines(0, 0, -1, false)
    assert.equals('vague-attribution', page[1])
    local marks = vim.iter(page):filter(function(line) return line:find('^#') or line:find('`') end):totable()
    assert.same({}, marks)
    assert.is_true(vim.wo.linebreak)
    assert.is_true(vim.tbl_contains(vim.fn.getcompletion('Copydesk explain ', 'cmdline'), 'placeholder'))
    assert.same({ 'actors', 'explain', 'legal', 'report', 'sheet', 'sources', 'why' }, vim.fn.getcompletion('Copydesk ', 'cmdline'))
  end)

  it('opens the pages about the draft as it stands, saved or not', function()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { '', 'Wilma Osterkamp, an engineer, said the piers were sound.' })
    for command, title in pairs({ report = 'Source report', sheet = 'Fact-check sheet', legal = 'Legal read' }) do
      local browser, page = vim.ui.open, nil
      vim.ui.open = function(file) page = file end
      vim.cmd('Copydesk ' .. command)
      within('page', function() return page ~= nil end)
      vim.ui.open = browser
      local html = table.concat(vim.fn.readfile(page), '\n')
      for _, words in ipairs({ title, 'draft.md', command ~= 'legal' and 'Wilma Osterkamp' or 'advice' }) do
        assert.truthy(html:find(words, 1, true))
      end
    end
  end)

  it('says plainly what it cannot do', function()
    open('draft.md')
    vim.cmd('Copydesk nonsense')
    assert.truthy(said[1]:find('there is no nonsense', 1, true))
    vim.cmd('enew')
    vim.cmd('Copydesk actors')
    assert.truthy(said[2]:find('checkhealth copydesk', 1, true))
  end)

  it('breaks the lines of a draft between words, and those of no other file', function()
    open('draft.md')
    assert.is_true(vim.wo.linebreak)
    open('minutes.lua', { '-- A line.' })
    assert.is_false(vim.wo.linebreak)
  end)

  it('reads drafts in paths with blanks and umlauts', function()
    local buffer = open('Entwürfe für morgen/Größe 1.md')
    assert.equals('Critics', words(buffer, finding(buffer, 'vague-attribution')))
  end)

  it('reads drafts in plain text and in MDX, and no other plain file', function()
    local other = open('minutes.dat')
    for name, kind in pairs({ ['story.txt'] = 'text', ['story.mdx'] = 'mdx', ['story.markdown'] = 'markdown' }) do
      local buffer = open(name)
      assert.equals(kind, vim.bo[buffer].filetype)
      assert.equals('Critics', words(buffer, finding(buffer, 'vague-attribution')))
    end
    assert.same({}, vim.lsp.get_clients({ bufnr = other }))
    assert.same({}, vim.diagnostic.get(other))
  end)

  it('serves a draft that is no file yet', function()
    vim.cmd('edit ' .. folder .. '/not-written-yet.md')
    local buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, DRAFT)
    assert.equals('Critics', words(buffer, finding(buffer, 'vague-attribution')))
  end)

  it('asks for a name where a draft has none, and then reads it', function()
    vim.cmd('enew | setfiletype markdown')
    local buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, DRAFT)
    assert.truthy(said[1]:find(':file', 1, true))
    vim.cmd('silent write ' .. folder .. '/named.md')
    assert.equals('Critics', words(buffer, finding(buffer, 'vague-attribution')))
  end)

  it('serves a draft outside of any project', function()
    vim.fn.delete(folder .. '/.git', 'rf')
    local buffer = open('alone/draft.md')
    assert.equals('Critics', words(buffer, finding(buffer, 'vague-attribution')))
  end)

  it('serves fifty open drafts', function()
    local buffers = {}
    for number = 1, 50 do
      buffers[number] = open(('draft %d.md'):format(number))
    end
    for _, buffer in ipairs(buffers) do
      finding(buffer, 'vague-attribution')
    end
    local first = vim.lsp.get_clients({ bufnr = buffers[1], name = 'copydesk' })[1]
    assert.equals(50, #vim.tbl_keys(first.attached_buffers))
  end)

  it('tells an error in a roster once, marks it in the file, and reads the draft all the same', function()
    local told, show = {}, vim.lsp.handlers['window/showMessage']
    vim.lsp.handlers['window/showMessage'] = function(_, message) told[#told + 1] = message.message end
    vim.fn.writefile({ 'roster = ["actors.toml"]' }, folder .. '/copydesk.toml')
    local roster = open('actors.toml', { '[[actor]]', 'name = "Ines Halloran"', 'rol = "mayor"' })
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    local mark = finding(roster, 'configuration')
    assert.equals(2, mark.lnum)
    vim.lsp.handlers['window/showMessage'] = show
    assert.equals(1, #told)
    assert.truthy(told[1]:find('^actors%.toml, line 3: .*`rol`'), told[1])
  end)

  -- Each folder of the tests before has a server of its own.
  local function stop_all()
    for _, client in ipairs(vim.lsp.get_clients({ name = 'copydesk' })) do
      client:stop()
      within('stopped', function() return client:is_stopped() end)
    end
  end
  local function server(buffer)
    local client = vim.lsp.get_clients({ bufnr = buffer, name = 'copydesk' })[1]
    return client and client.initialized and client
  end
  -- The processes of the server that are this editor's children.
  local function children()
    local mine = vim.uv.os_getpid()
    local listed = vim.fn.readfile(('/proc/%d/task/%d/children'):format(mine, mine))[1] or ''
    return vim.tbl_filter(function(pid)
      return vim.uv.fs_readlink('/proc/' .. pid .. '/exe') == vim.uv.fs_realpath(os.getenv('COPYDESK'))
    end, vim.split(vim.trim(listed), ' ', { trimempty = true }))
  end

  it('starts a server that was killed while typing again, and leaves one off that keeps dying', function()
    stop_all()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    local first = server(buffer).id
    vim.uv.kill(tonumber(children()[1]), 'sigkill')
    vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { '', 'It will cost TK.' })
    within('another server', function() return server(buffer) and server(buffer).id ~= first end)
    assert.equals('TK', words(buffer, finding(buffer, 'placeholder')))
    for _ = 1, 4 do
      within('a server', function() return server(buffer) and #children() == 1 end)
      local id = server(buffer).id
      vim.uv.kill(tonumber(children()[1]), 'sigkill')
      within('it is gone', function() return not server(buffer) or server(buffer).id ~= id end)
    end
    within('a message', function()
      return vim.iter(said):any(function(it) return it:find('several times in a row', 1, true) ~= nil end)
    end)
    assert.equals(0, #children())
    vim.cmd('edit!')
    finding(buffer, 'vague-attribution')
  end)

  it('says that a program is not there, and which', function()
    local cmd = vim.lsp.config.copydesk.cmd
    vim.lsp.config('copydesk', { cmd = { '/nowhere/copydesk', 'lsp' } })
    open('draft.md')
    open('another.md')
    vim.lsp.config('copydesk', { cmd = cmd })
    assert.equals(1, #said)
    assert.truthy(said[1]:find('`/nowhere/copydesk` was not found', 1, true))
    assert.truthy(said[1]:find('checkhealth', 1, true))
  end)

  it('follows a changed configuration', function()
    vim.fn.writefile({ '[rules]', 'vague-attribution = "off"' }, folder .. '/copydesk.toml')
    local buffer = open('draft.md', vim.list_extend({ 'TK' }, DRAFT))
    finding(buffer, 'placeholder')
    assert.is_false(vim.tbl_contains(codes(buffer), 'vague-attribution'))
  end)

  it('is healthy, and says what to do when it is not', function()
    finding(open('draft.md'), 'vague-attribution')
    local function health()
      vim.cmd('checkhealth copydesk')
      local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
      vim.cmd('bwipeout')
      return text
    end
    local well = health()
    assert.truthy(well:find('The server runs for 1 open draft', 1, true), well)
    assert.falsy(well:find('ERROR', 1, true), well)
    local cmd = vim.lsp.config.copydesk.cmd
    vim.lsp.config('copydesk', { cmd = { '/nowhere/copydesk', 'lsp' } })
    local ill = health()
    vim.lsp.config('copydesk', { cmd = cmd })
    assert.truthy(ill:find('was not found', 1, true), ill)
  end)

  it('has a help page', function()
    vim.cmd('helptags ' .. os.getenv('PLUGIN') .. '/doc')
    vim.cmd('help :Copydesk-explain')
    assert.truthy(vim.api.nvim_buf_get_name(0):find('doc/copydesk.txt', 1, true))
    vim.fn.delete(os.getenv('PLUGIN') .. '/doc/tags')
  end)

  it('stops with the editor', function()
    local buffer = open('draft.md')
    finding(buffer, 'vague-attribution')
    local client = vim.lsp.get_clients({ bufnr = buffer, name = 'copydesk' })[1]
    client:stop()
    within('stopped', function() return client:is_stopped() end)
  end)
end)

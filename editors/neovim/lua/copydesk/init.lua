-- What `:Copydesk` does. Everything is asked of the server that Neovim runs for the draft, or of the same program on
-- the command line; nothing is worked out here.
local M = {}

local function say(message, level)
  vim.notify('Copydesk: ' .. message, level or vim.log.levels.INFO)
end

--- The program that serves the drafts, as the configuration of the language server names it.
function M.program()
  local cmd = (vim.lsp.config.copydesk or {}).cmd
  return type(cmd) == 'table' and cmd[1] or 'copydesk'
end

-- A paragraph is a long line: it is broken between words, not within one.
local function break_between_words(window)
  vim.wo[window][0].linebreak = true
end

local told_missing

--- Shows a draft that was opened with its words whole, and tells why it is not read, where Neovim would say nothing.
function M.opened(buffer)
  if not vim.lsp.is_enabled('copydesk') or vim.bo[buffer].buftype ~= '' or not vim.bo[buffer].buflisted then
    return
  end
  vim.iter(vim.fn.win_findbuf(buffer)):each(break_between_words)
  local program = M.program()
  if vim.fn.executable(program) == 0 then
    if told_missing ~= program then
      say(('the program `%s` was not found, so drafts are not read. `:checkhealth copydesk` says what helps.')
        :format(program), vim.log.levels.ERROR)
    end
    told_missing = program
  elseif vim.api.nvim_buf_get_name(buffer) == '' then
    -- Neovim has no place for the findings of a buffer without a name.
    say('a draft without a name is not marked. Give it one: `:file story.md`.')
  end
end

-- How often the server may end within three minutes before it is left alone.
local MOST_CRASHES, CRASH_WINDOW = 4, 3 * 60 * 1000
local crashes = {}

--- Starts the server again after it ended by itself, unless that happens too often. A person who stops it, or leaves the
--- editor, ends it with the code 0 or the signal SIGTERM.
function M.ended(code, signal)
  local wanted = vim.v.exiting == vim.NIL and vim.lsp.is_enabled('copydesk')
  if not wanted or signal == 15 or (code == 0 and signal == 0) then
    return
  end
  local now = vim.uv.now()
  crashes = vim.tbl_filter(function(crash) return now - crash < CRASH_WINDOW end, crashes)
  crashes[#crashes + 1] = now
  if #crashes <= MOST_CRASHES then
    -- Drafts without a server get one, as when they were opened; every other server stays as it is.
    vim.lsp.enable('copydesk')
  else
    crashes = {}
    say('the server stopped several times in a row and was left off. `:edit` starts it again; what it said is in '
      .. vim.lsp.log.get_filename() .. '.', vim.log.levels.ERROR)
  end
end

local function client_of(buffer)
  local client = vim.lsp.get_clients({ bufnr = buffer, name = 'copydesk' })[1]
  if not client then
    say('the server does not run for this draft. `:checkhealth copydesk` tells why.', vim.log.levels.WARN)
  end
  return client
end

-- Sends the server a request and hands its answer on.
local function request(method, params, buffer, take)
  local client = client_of(buffer)
  if not client then
    return
  end
  client:request(method, params, function(problem, answer)
    if problem then
      say(problem.message, vim.log.levels.ERROR)
    elseif vim.api.nvim_buf_is_valid(buffer) then
      take(answer, client)
    end
  end, buffer)
end

-- Runs a command of the server and hands its answer on.
local function ask(command, argument, buffer, take)
  request('workspace/executeCommand', { command = command, arguments = { argument } }, buffer, take)
end

-- A location list of the draft's window, opened below it.
local function list(window, title, rows, empty)
  if not vim.api.nvim_win_is_valid(window) then
    return
  end
  if #rows == 0 then
    say(empty)
    return
  end
  vim.fn.setloclist(window, {}, ' ', { title = title, items = rows })
  vim.api.nvim_win_call(window, function()
    vim.cmd('lopen ' .. math.min(#rows, 12))
    break_between_words(vim.api.nvim_get_current_win())
  end)
end

-- Runs the program with the arguments, and hands on how it ended.
local function run(arguments, options, take)
  local command = vim.list_extend({ M.program() }, arguments)
  options = vim.tbl_extend('force', { text = true }, options or {})
  local started, problem = pcall(vim.system, command, options, vim.schedule_wrap(take))
  if not started then
    say(('the program `%s` could not be started: %s'):format(command[1], problem), vim.log.levels.ERROR)
  end
end

local function row(buffer, client, range, text)
  local location = { uri = vim.uri_from_bufnr(buffer), range = range }
  local item = vim.lsp.util.locations_to_items({ location }, client.offset_encoding)[1]
  item.text = text
  item.bufnr = buffer
  item.user_data = nil
  return item
end

local function times(count, noun)
  return ('%d %s%s'):format(count, noun, count == 1 and '' or 's')
end

--- The actors of the draft in its location list, each at its first mention; with a name, every mention of that actor.
function M.actors(name)
  local buffer, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  ask('copydesk.overview', vim.uri_from_bufnr(buffer), buffer, function(overview, client)
    local rows = {}
    for _, actor in ipairs(overview.actors) do
      if name then
        local known = vim.iter(actor.aliases):any(function(form) return form:lower() == name:lower() end)
        if known or actor.name:lower() == name:lower() then
          for _, range in ipairs(actor.mentions) do
            rows[#rows + 1] = row(buffer, client, range, actor.name)
          end
        end
      elseif actor.mentions[1] then
        local role = actor.role and actor.role ~= vim.NIL and (', ' .. actor.role) or ''
        local text = ('%s%s (%s, %s, %s)'):format(
          actor.name, role, actor.kind, times(#actor.mentions, 'mention'), times(#actor.says, 'statement'))
        rows[#rows + 1] = row(buffer, client, actor.mentions[1], text)
      end
    end
    local empty = name and ('the draft mentions no actor called ' .. name .. '.') or 'the draft names nobody yet.'
    list(window, name and ('Mentions of ' .. name) or 'Actors', rows, empty)
  end)
end

--- The sources of the draft in its location list, by kind, the one that says most first.
function M.sources()
  local buffer, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  ask('copydesk.overview', vim.uri_from_bufnr(buffer), buffer, function(overview, client)
    local sources = overview.sources
    table.sort(sources, function(one, other)
      if one.kind ~= other.kind then
        return one.kind < other.kind
      end
      return one.words > other.words
    end)
    local rows = {}
    for _, source in ipairs(sources) do
      for number, range in ipairs(source.statements) do
        local text = ('%s: %s'):format(source.kind, source.name)
        if number == 1 then
          text = ('%s (%s, %s)'):format(text, times(source.attributions, 'statement'), times(source.words, 'word'))
        end
        rows[#rows + 1] = row(buffer, client, range, text)
      end
    end
    list(window, overview.summary, rows, 'the draft has no source yet.')
  end)
end

-- Writes a page about the draft as it stands, saved or not, and opens it in the browser.
local function page_of(command, called)
  local name = vim.api.nvim_buf_get_name(0)
  local shown = name ~= '' and vim.fs.basename(name) or 'Untitled.md'
  local folder = name ~= '' and vim.fs.dirname(name) or vim.fn.getcwd()
  local page = vim.fn.tempname() .. '.html'
  local options = {
    stdin = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n') .. '\n',
    -- The configuration that holds for the draft's place applies; a draft in a folder that is not there yet has none.
    cwd = vim.fn.isdirectory(folder) == 1 and folder or nil,
  }
  local arguments = vim.list_extend(command, { '-', '--stdin-filename', shown, '-o', page })
  run(arguments, options, function(done)
    if vim.uv.fs_stat(page) then
      say('the ' .. called .. ' is in ' .. page)
      vim.ui.open(page)
    else
      say('the ' .. called .. ' could not be made: ' .. vim.trim(done.stderr), vim.log.levels.ERROR)
    end
  end)
end

--- The source report: who says what.
function M.report()
  page_of({ 'report' }, 'report')
end

--- The fact-check sheet: everything to look up.
function M.sheet()
  page_of({ 'sheet' }, 'fact-check sheet')
end

--- The legal read: who is accused of what, who says so, and whether they answer.
function M.legal()
  page_of({ 'sheet', '--legal' }, 'legal read')
end

-- The rule that stops at the cursor, or in its line.
local function rule_here()
  local cursor = vim.api.nvim_win_get_cursor(0)
  local found
  for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = cursor[1] - 1 })) do
    if diagnostic.source == 'copydesk' then
      local inside = diagnostic.col <= cursor[2] and cursor[2] <= diagnostic.end_col
      if inside then
        return diagnostic.code
      end
      found = found or diagnostic.code
    end
  end
  return found
end

--- A rule's page in a window of its own; without a name, that of the finding under the cursor.
function M.explain(rule)
  rule = rule or rule_here()
  if not rule then
    say('nothing is flagged here. Give a rule: `:Copydesk explain vague-attribution`.')
    return
  end
  -- As a terminal shows it, without the marks of markdown.
  run({ 'explain', rule, '--color', 'never' }, nil, function(done)
    if done.code ~= 0 then
      say(vim.trim(done.stderr):gsub('^error: ', ''), vim.log.levels.ERROR)
      return
    end
    vim.cmd('new')
    local buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(done.stdout), '\n'))
    vim.bo[buffer].buftype = 'nofile'
    vim.bo[buffer].bufhidden = 'wipe'
    vim.bo[buffer].swapfile = false
    vim.bo[buffer].modifiable = false
    vim.api.nvim_buf_set_name(buffer, 'copydesk://' .. rule)
    break_between_words(vim.api.nvim_get_current_win())
    vim.keymap.set('n', 'q', '<cmd>close<cr>', { buffer = buffer, desc = 'Close this page' })
  end)
end

--- Shows what the rules made of a place, a question as the server takes it, in a float at the cursor.
function M.show_why(question, buffer)
  request('copydesk/explain', question, buffer, function(answer)
    local lines = { answer.title, answer.words, answer.summary }
    for _, rule in ipairs(answer.rules) do
      lines[#lines + 1] = ''
      vim.list_extend(lines, rule.notes)
      for _, look in ipairs(rule.looks) do
        lines[#lines + 1] = ('%s: %s'):format(look.words, look.sentence)
        if look.figure and look.figure ~= vim.NIL then
          lines[#lines + 1] = look.figure
        end
      end
    end
    vim.lsp.util.open_floating_preview(lines, '', { focus_id = 'copydesk.why', max_width = 80, wrap = true })
  end)
end

--- Why something is said of the words at the cursor, or nothing; with a rule, what that one made of them.
function M.why(rule)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if client then
    local question = vim.lsp.util.make_position_params(0, client.offset_encoding)
    question.range = { start = question.position, ['end'] = question.position }
    question.position = nil
    question.rule = rule
    M.show_why(question, buffer)
  end
end

local topics = {
  actors = M.actors,
  sources = M.sources,
  report = M.report,
  sheet = M.sheet,
  legal = M.legal,
  explain = M.explain,
  why = M.why,
}

--- Runs `:Copydesk TOPIC [ARGUMENT…]`.
function M.run(words)
  local topic = topics[words[1]]
  if not topic then
    say('there is no ' .. words[1] .. '; there are actors, sources, report, sheet, legal, explain and why.', vim.log.levels.ERROR)
    return
  end
  local rest = table.concat(words, ' ', 2)
  topic(rest ~= '' and rest or nil)
end

-- The names of all rules, asked of the program once.
local rules
local function rule_names()
  if not rules then
    local done = vim.fn.executable(M.program()) == 1
      and vim.system({ M.program(), 'rules', '--format', 'json' }, { text = true }):wait(2000)
    local read, answer = pcall(vim.json.decode, done and done.stdout or '')
    local entries = read and (answer.rules or answer) or {}
    rules = vim.iter(entries):map(function(rule) return rule.name end):totable()
  end
  return rules
end

--- What may follow on the command line.
function M.complete(lead, line)
  local choices = vim.tbl_keys(topics)
  table.sort(choices)
  if line:match('^%s*Copydesk%s+explain%s') or line:match('^%s*Copydesk%s+why%s') then
    choices = rule_names()
  elseif line:match('^%s*Copydesk%s+%S+%s') then
    choices = {}
  end
  return vim.tbl_filter(function(choice) return vim.startswith(choice, lead) end, choices)
end

return M

package prompt

import (
	"errors"
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A model is the Bubble Tea model of the line being edited. Only Bubble Tea's loop may access
// it.
type model struct {
	asking bool // a line is awaited, and shown
	buffer buffer
	recall recall
	search *search // nil unless searching
	cut    string  // the text cut last, by one key or several in a row
	cuts   bool    // the last key cut text

	width, height int
	measure       ansi.Method // how the terminal counts columns

	words     []string // words that Tab completes
	searching string   // label of the search
	taken     *inbox
	out       io.Writer // the terminal
	reflows   bool
}

// These are messages to the loop, besides Bubble Tea's own.
type (
	passed struct{ by chan struct{} } // closes by, once all earlier messages have been drawn
	leave  struct{}                   // abandons the current line
	rest   struct{}                   // shows nothing
)

func (*model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case passed:
		close(msg.by)
	case rest:
		m.asking = false
	case leave:
		m.take(nil)
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case tea.ModeReportMsg:
		// The renderer interprets this report in the same way.
		if msg.Mode == ansi.ModeUnicodeCore && (msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet) {
			m.measure = ansi.GraphemeWidth
		}
	case tea.PasteMsg:
		m.cuts = false
		m.leaveSearch(true)
		if !m.buffer.insert(strings.TrimRight(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(msg.Content), "\n")) {
			m.interrupt(ErrTooLong)
		}
	case tea.KeyPressMsg:
		return m, m.press(msg)
	}
	return m, nil
}

func (m *model) View() tea.View {
	v := tea.NewView("")
	v.DisableBracketedPasteMode = true // leaves it to input, which has pastes marked between lines, too
	if m.asking {
		l := m.layout()
		v.Content, v.Cursor = strings.Join(l.rows, "\n"), tea.NewCursor(l.x, l.y)
	}
	return v
}

// layout returns what is shown while a line is awaited. The last column stays empty: when a
// terminal changes its width, it would join a full row with the next one.
func (m *model) layout() layout {
	lead, shown, width := sign, &m.buffer, max(m.width-1, 2*len(sign))
	if m.search != nil {
		wanted := ending(m.search.wanted, width/2, m.measure) // what is found needs room, too
		lead, shown = m.searching+" "+wanted+": ", &buffer{}
		shown.set(m.search.found(m.recall.past))
	}
	return lay(lead, shown, width, m.measure).within(m.height)
}

// resize handles a new terminal size. Most terminals that become narrower move what does not
// fit to additional rows, which Bubble Tea does not know about. resize moves the cursor up by
// as many rows, so that nothing of the old rows remains above the new ones.
func (m *model) resize(width, height int) {
	if m.asking && m.reflows && width < m.width && width > 0 {
		if n := m.layout().moved(width, m.measure); n > 0 {
			_, _ = io.WriteString(m.out, ansi.CursorUp(n)) // if this fails, so does all other drawing
		}
	}
	m.width, m.height = width, height
}

// reflows reports whether the terminal moves what no longer fits to additional rows, as all but
// a few do.
func reflows(variable func(name string) string) bool {
	return variable("XTERM_VERSION") == "" && variable("STY") == "" && variable("TERM") != "linux"
}

// take hands over the current line, together with err.
func (m *model) take(err error) {
	r := result{m.buffer.text(), err}
	m.asking, m.search, m.buffer = false, nil, buffer{}
	m.recall.add(r.line)
	m.taken.put(r)
}

// interrupt ends the editing with an error for the time being. The current line is kept.
func (m *model) interrupt(err error) {
	m.asking, m.search = false, nil
	m.taken.put(result{err: err})
}

// errSuspended means that the user wants to suspend the program.
var errSuspended = errors.New("suspended")

// press handles a key.
func (m *model) press(k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	again := m.cuts
	m.cuts = false
	if m.search != nil {
		if m.pressInSearch(k, name) {
			return nil
		}
		m.leaveSearch(true)
	}
	switch name {
	case "enter", "ctrl+j": // programs that write to a terminal end lines with ctrl+j
		m.take(nil)
	case "ctrl+c":
		if m.buffer.empty() {
			m.take(ErrAborted)
		}
		m.buffer = buffer{}
		m.recall.at = len(m.recall.past)
	case "ctrl+d":
		if m.buffer.empty() {
			m.take(io.EOF)
			return nil
		}
		m.buffer.cut(m.buffer.right)
	case "ctrl+z":
		m.interrupt(errSuspended)
	case "ctrl+l":
		return tea.ClearScreen
	case "ctrl+r":
		m.search = &search{at: len(m.recall.past), draft: m.buffer.text()}
	default:
		if move := m.buffer.cutBy(name); move != nil {
			m.kill(move, again)
		} else {
			m.edit(name, k.Text)
		}
	}
	return nil
}

// kill cuts text that can be put back. If the last key cut text too (again), both are joined.
func (m *model) kill(move func(), again bool) {
	from := m.buffer.at
	taken := m.buffer.cut(move)
	switch {
	case !again && taken != "":
		m.cut = taken
	case m.buffer.at < from:
		m.cut = taken + m.cut
	default:
		m.cut += taken
	}
	m.cuts = again || taken != ""
}

// edit changes the text or moves the cursor.
func (m *model) edit(name, text string) {
	b := &m.buffer
	switch name {
	case "alt+enter", "shift+enter":
		b.insert("\n")
	case "left", "ctrl+b":
		b.left()
	case "right", "ctrl+f":
		b.right()
	case "home", "ctrl+a":
		b.home()
	case "end", "ctrl+e":
		b.end()
	case "alt+b", "alt+left", "ctrl+left":
		b.wordLeft()
	case "alt+f", "alt+right", "ctrl+right":
		b.wordRight()
	case "backspace", "ctrl+h", "shift+backspace":
		b.cut(b.left)
	case "delete":
		b.cut(b.right)
	case "ctrl+y":
		b.insert(m.cut)
	case "up", "ctrl+p":
		if !b.up() {
			m.call(m.recall.older(b.text()))
		}
	case "down", "ctrl+n":
		if !b.down() {
			m.call(m.recall.newer())
		}
	case "tab":
		b.set(complete(b.text(), m.words))
	default:
		b.insert(text)
	}
}

func (m *model) call(line string, there bool) {
	if there {
		m.buffer.set(line)
	}
}

// pressInSearch handles a key during a search, and reports whether the key has been handled
// completely.
func (m *model) pressInSearch(k tea.KeyPressMsg, name string) bool {
	s, past := m.search, m.recall.past
	switch {
	case name == "ctrl+r":
		s.find(past, s.at-1)
	case name == "backspace" || name == "ctrl+h":
		if wanted := characters(s.wanted); len(wanted) > 0 {
			s.wanted, s.at = strings.Join(wanted[:len(wanted)-1], ""), len(past)
			s.find(past, len(past))
		}
	case name == "esc" || name == "ctrl+g" || name == "ctrl+c":
		m.leaveSearch(false)
	case k.Text != "":
		s.wanted += k.Text
		s.find(past, s.at)
	default:
		return false
	}
	return true
}

// leaveSearch ends the search. It continues with the line that was found or, if with is false,
// with the line being edited before.
func (m *model) leaveSearch(with bool) {
	if m.search == nil {
		return
	}
	if with {
		m.buffer.set(m.search.found(m.recall.past))
		m.recall.at, m.recall.draft = min(m.search.at, len(m.recall.past)), m.search.draft
	}
	m.search = nil
}

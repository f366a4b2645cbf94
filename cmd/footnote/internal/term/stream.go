package term

import "footnote/internal/columns"

// A Stream prints text that arrives in parts. On a terminal it wraps the text.
type Stream struct {
	screen  *Screen
	wrapper columns.Wrapper
}

// Stream begins a stream. Nothing else may be printed until its end.
func (s *Screen) Stream() *Stream {
	t := &Stream{screen: s}
	if s.terminal {
		t.wrapper.Width = min(s.columns(), widest)
	}
	return t
}

// Text prints further text, except for a last word that may continue.
func (t *Stream) Text(text string) error {
	if shown := t.wrapper.Add(Clean(text)); shown != "" {
		return t.screen.write(shown)
	}
	return nil
}

// End prints what is left.
func (t *Stream) End() error {
	if shown := t.wrapper.End(); shown != "" {
		return t.screen.write(shown)
	}
	return nil
}

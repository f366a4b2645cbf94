package repair

import "strings"

// Decoder returns a function that decodes pieces of text in the encoding with that label,
// replacing what is invalid with U+FFFD. It returns nil if the label is not known.
func Decoder(label string) func(raw string) string {
	enc := encodingOf(label)
	if enc == nil {
		return nil
	}
	decoder := enc.NewDecoder()
	return func(raw string) string {
		text, err := decoder.String(raw)
		if err != nil {
			text = raw
		}
		return strings.ToValidUTF8(text, "\uFFFD")
	}
}

package repair

// findShift returns where, at or after from, a run of shifted text starts,
// or -1.
func (m *mojibake) findShift(runes []rune, from int) int {
	var late, plain [3]int // of the windows at i, i+1 and i+2, by index modulo 3
	known := from          // the first window that is not counted yet
	for i := from; i+shiftWindow/2 < len(runes); i++ {
		best, start := 0, -1
		for j := i; j < i+3 && j < len(runes); j++ {
			if j >= known {
				late[j%3], plain[j%3] = m.window(runes[j:min(len(runes), j+shiftWindow)])
				known = j + 1
			}
			if plain[j%3] <= 1 && late[j%3] >= best {
				best, start = late[j%3], j
			}
		}
		if best >= shiftWords && start == i {
			return i
		}
	}
	return -1
}

// window counts the words in w, read one byte late and read as it stands.
func (m *mojibake) window(w []rune) (late, plain int) {
	var last rune
	for i := 0; i+1 < len(w); i++ {
		if m.words.Has(w[i], w[i+1]) {
			if plain++; plain > 1 {
				return 0, plain
			}
		}
		a, b := m.code(w[i]), m.code(w[i+1])
		if a == 0 || b == 0 {
			return late, plain
		}
		r := m.decode[a<<8|b>>8]
		if m.words.Has(last, r) {
			late++
		}
		last = r
	}
	return late, plain
}

// code is the GBK code that r had before it was made narrow, or 0.
func (m *mojibake) code(r rune) uint16 {
	if r > ' ' && r < 0x7F {
		return 0xA300 | uint16(r) + 0x80
	}
	return m.gbk(r)
}

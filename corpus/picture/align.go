package picture

// The scores of an alignment: equal letters add to it, differences subtract.
const (
	alike     = 10
	unlike    = -10
	left      = -10 // a letter of the quotation that is not on the page
	extra     = -3  // an additional letter on the page
	elsewhere = -50 // continuing at another place of the page
	atLine    = -25 // continuing at the beginning of a line at another place
)

// maxCells is the maximum size of an alignment, which takes as many bytes and a tenth of a
// second.
const maxCells = 16 << 20

// How a cell of an alignment is reached.
const (
	byStart byte = iota
	byPair
	byLeft
	byExtra
	byJump
)

// align returns, for each letter of the quotation, the index of the corresponding letter of the
// page, or -1: the best chain of pieces of the page, which may be in any order, as columns are.
// The quotation must not be empty.
func (l letters) align(quotation []rune) []int {
	width := len(l.folded)
	aligned := make([]int, len(quotation))
	clearRun(aligned)
	if width == 0 {
		return aligned
	}
	how := make([]byte, (len(quotation)+1)*(width+1))
	jumped := make([]int, len(quotation)+1) // the cell of the row before from which others go on elsewhere
	above, row := make([]int32, width+1), make([]int32, width+1)
	for i, letter := range quotation {
		best := 0
		for j := range above {
			if above[j] > above[best] {
				best = j
			}
		}
		jumped[i+1] = best
		cells := how[(i+1)*(width+1):]
		row[0], cells[0] = above[0]+left, byLeft
		for j, other := range l.folded {
			pair, jump := above[j], above[best]+elsewhere
			if l.begins[j] {
				jump = above[best] + atLine
			}
			if letter == other {
				pair, jump = pair+alike, jump+alike
			} else {
				pair, jump = pair+unlike, jump+unlike
			}
			value, by := pair, byPair
			if v := above[j+1] + left; v > value {
				value, by = v, byLeft
			}
			if v := row[j] + extra; v > value {
				value, by = v, byExtra
			}
			if i > 0 && jump > value {
				value, by = jump, byJump
			}
			row[j+1], cells[j+1] = value, by
		}
		above, row = row, above
	}
	j := 0
	for at := range above {
		if above[at] > above[j] {
			j = at
		}
	}
	for i := len(quotation); i > 0; {
		switch how[i*(width+1)+j] {
		case byPair, byJump:
			jump := how[i*(width+1)+j] == byJump
			if i--; quotation[i] == l.folded[j-1] {
				aligned[i] = j - 1
			}
			if j--; jump {
				j = jumped[i+1]
			}
		case byLeft:
			i--
		case byExtra:
			j--
		default:
			return aligned
		}
	}
	return aligned
}

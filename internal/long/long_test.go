package long

import "testing"

// Under the race detector, a few cases of a table run; otherwise, all of them.
func TestSome(t *testing.T) {
	all, n := map[string]int{"a": 1, "b": 2, "c": 3, "d": 4}, 0
	for name, value := range Some(all, 3) {
		if n++; all[name] != value {
			t.Errorf("%s is %d", name, value)
		}
	}
	if n != Size(4, 3) {
		t.Errorf("%d cases", n)
	}
}

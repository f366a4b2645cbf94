package doc

import (
	"encoding/json"
	"testing"
)

// Articles that were stored keep their units.
func TestUnitWords(t *testing.T) {
	for unit, word := range map[Unit]string{Pages: `""`, Rows: `"row"`, Slides: `"slide"`, Cells: `"cell"`, Seconds: `"second"`} {
		b, err := json.Marshal(unit)
		if err != nil || string(b) != word {
			t.Errorf("unit %d is %s, %v in JSON, not %s", unit, b, err, word)
		}
		var back Unit
		if err := json.Unmarshal([]byte(word), &back); err != nil || back != unit {
			t.Errorf("%s is unit %d, %v, not %d", word, back, err, unit)
		}
	}
	var u Unit
	if err := json.Unmarshal([]byte(`"furlong"`), &u); err == nil {
		t.Error("an unknown unit was read")
	}
	if b, err := json.Marshal(struct {
		Unit Unit `json:",omitempty"`
	}{}); err != nil || string(b) != "{}" {
		t.Errorf("pages are %s, %v, not left out", b, err)
	}
}

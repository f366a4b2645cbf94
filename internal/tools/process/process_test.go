package process

import (
	"os"
	"runtime"
	"testing"
)

func TestMemory(t *testing.T) {
	if runtime.GOOS == "linux" {
		resident, peak := Memory(os.Getpid(), Resident), Memory(os.Getpid(), Peak)
		if resident < 1<<20 || peak < resident {
			t.Errorf("%d bytes resident, %d at the peak", resident, peak)
		}
	}
	if got := Memory(os.Getpid(), "VmNothing"); got != 0 {
		t.Errorf("an unknown field is %d", got)
	}
	if got := Memory(-1, Resident); got != 0 {
		t.Errorf("a process that does not exist has %d bytes", got)
	}
}

func TestCPUTime(t *testing.T) {
	before, err := CPUTime()
	if err != nil {
		t.Skip(err)
	}
	for after := before; after <= before; { // the system counts in steps
		if after, err = CPUTime(); err != nil {
			t.Fatal(err)
		}
	}
}

package intent

import "testing"

func BenchmarkRead(b *testing.B) {
	for _, text := range []string{"請問一下2022年我國數據產量是多少？謝謝", "which company holds the most patents for mobile networks?"} {
		b.Run(text[:5], func(b *testing.B) {
			for b.Loop() {
				Read(text)
			}
		})
	}
}

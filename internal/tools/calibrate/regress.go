package main

import (
	"math"

	"footnote/rag/decide"
)

// regress fits a logistic regression by Newton's method, with a slight pull of
// the weights towards 0 so that it always has a solution.
func regress(t decide.Target, samples []sample) decide.Model {
	n := len(samples[0].Features(t)) + 1
	w := make([]float64, n)
	for range 30 {
		gradient := make([]float64, n)
		hessian := make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			hessian[i][i] = 1e-2
			gradient[i] = -1e-2 * w[i]
		}
		for _, s := range samples {
			x := append([]float64{1}, s.Features(t)...)
			z := 0.0
			for i := range x {
				z += w[i] * x[i]
			}
			p := 1 / (1 + math.Exp(-z))
			y := 0.0
			if s.holds(t) {
				y = 1
			}
			for i := range x {
				gradient[i] += (y - p) * x[i]
				for j := range x {
					hessian[i][j] += p * (1 - p) * x[i] * x[j]
				}
			}
		}
		for i, step := range solve(hessian, gradient) {
			w[i] += step
		}
	}
	for i := range w {
		w[i] = math.Round(1000*w[i]) / 1000
	}
	return decide.Model{Target: t, Intercept: w[0], Weights: w[1:], Questions: len(samples)}
}

// solve solves a·x = y by Gaussian elimination; a is positive definite.
func solve(a [][]float64, y []float64) []float64 {
	n := len(y)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			y[j] -= f * y[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = y[i]
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x
}

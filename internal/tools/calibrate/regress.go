package main

import (
	"math"

	"footnote/rag/decide"
)

// regress fits the model for a target.
func regress(t decide.Target, samples []sample) decide.Model {
	features, holds := make([][]float64, len(samples)), make([]bool, len(samples))
	for i, s := range samples {
		features[i], holds[i] = s.Features(t), s.holds(t)
	}
	w := logistic(features, holds, 1e-2)
	return decide.Model{Target: t, Intercept: w[0], Weights: w[1:], Questions: len(samples)}
}

// logistic fits a logistic regression by Newton's method. It returns the intercept, followed
// by a weight for each feature. The L2 penalty makes sure that there is a solution.
func logistic(features [][]float64, holds []bool, penalty float64) []float64 {
	n := len(features[0]) + 1
	w := make([]float64, n)
	for range 30 {
		gradient := make([]float64, n)
		hessian := make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			hessian[i][i] = penalty
			gradient[i] = -penalty * w[i]
		}
		for k, f := range features {
			x := append([]float64{1}, f...)
			z := 0.0
			for i := range x {
				z += w[i] * x[i]
			}
			p := 1 / (1 + math.Exp(-z))
			y := 0.0
			if holds[k] {
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
	return w
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

// Asks the Pod Security admission plug-in's own policy about pods: one pod as JSON a line on standard input,
// one answer a line. The answer has, for every minor version, the failing controls of each level.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"sort"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

const newest = 37

type answer struct {
	// Failing controls by minor version, whatever their level.
	Controls [newest + 1][]string `json:"controls"`
	// Whether the pod is let through, by minor version.
	Baseline   [newest + 1]bool `json:"baseline"`
	Restricted [newest + 1]bool `json:"restricted"`
}

func main() {
	checks := policy.DefaultChecks()
	evaluator, err := policy.NewEvaluator(checks, nil)
	if err != nil {
		panic(err)
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var pod corev1.Pod
		if err := json.Unmarshal(in.Bytes(), &pod); err != nil {
			panic(err)
		}
		var said answer
		for minor := 0; minor <= newest; minor++ {
			said.Controls[minor] = failing(checks, &pod, minor)
			said.Baseline[minor] = allowed(evaluator, &pod, api.LevelBaseline, minor)
			said.Restricted[minor] = allowed(evaluator, &pod, api.LevelRestricted, minor)
		}
		text, err := json.Marshal(said)
		if err != nil {
			panic(err)
		}
		out.Write(append(text, '\n'))
	}
}

func failing(checks []policy.Check, pod *corev1.Pod, minor int) []string {
	names := []string{}
	version := api.MajorMinorVersion(1, minor)
	for _, check := range checks {
		var judge policy.CheckPodFn
		for _, versioned := range check.Versions {
			if !version.Older(versioned.MinimumVersion) {
				judge = versioned.CheckPod
			}
		}
		if judge != nil && !judge(&pod.ObjectMeta, &pod.Spec).Allowed {
			names = append(names, string(check.ID))
		}
	}
	sort.Strings(names)
	return names
}

func allowed(evaluator policy.Evaluator, pod *corev1.Pod, level api.Level, minor int) bool {
	version := api.LevelVersion{Level: level, Version: api.MajorMinorVersion(1, minor)}
	for _, result := range evaluator.EvaluatePod(version, &pod.ObjectMeta, &pod.Spec) {
		if !result.Allowed {
			return false
		}
	}
	return true
}

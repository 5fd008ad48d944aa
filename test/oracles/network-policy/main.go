// Asks the matcher of cyclonus, which tests network plugins. One question as JSON a line on standard input: network
// policies and traffic; one answer a line: whether each is let through.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	v1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

type end struct {
	IP              string            `json:"ip"`
	Namespace       string            `json:"namespace"`
	Labels          map[string]string `json:"labels"`
	NamespaceLabels map[string]string `json:"namespaceLabels"`
}
type traffic struct {
	From     end         `json:"from"`
	To       end         `json:"to"`
	Port     int         `json:"port"`
	Name     string      `json:"name"`
	Protocol v1.Protocol `json:"protocol"`
}
type question struct {
	Policies []*networkingv1.NetworkPolicy `json:"policies"`
	Traffic  []traffic                     `json:"traffic"`
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		policy := matcher.BuildNetworkPolicies(false, asked.Policies)
		answers := make([]bool, 0, len(asked.Traffic))
		for _, one := range asked.Traffic {
			result := policy.IsTrafficAllowed(&matcher.Traffic{
				Source:           peer(one.From),
				Destination:      peer(one.To),
				ResolvedPort:     one.Port,
				ResolvedPortName: one.Name,
				Protocol:         one.Protocol,
			})
			answers = append(answers, result.IsAllowed())
		}
		text, err := json.Marshal(answers)
		if err != nil {
			panic(err)
		}
		out.Write(append(text, '\n'))
	}
}

// An end without a namespace is outside the cluster.
func peer(one end) *matcher.TrafficPeer {
	if one.Namespace == "" {
		return &matcher.TrafficPeer{IP: one.IP}
	}
	return &matcher.TrafficPeer{IP: one.IP, Internal: &matcher.InternalPeer{
		PodLabels:       one.Labels,
		NamespaceLabels: one.NamespaceLabels,
		Namespace:       one.Namespace,
	}}
}

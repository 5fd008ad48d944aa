// Asks the RBAC authorizer of kube-apiserver itself. One question as JSON a line on standard input: the objects of a
// cluster and requests of service accounts; one answer a line: whether each request is let through.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"
	"k8s.io/kubernetes/pkg/registry/rbac/validation"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac"
)

type account struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
}
type request struct {
	Account     account `json:"account"`
	Verb        string  `json:"verb"`
	Group       string  `json:"group"`
	Resource    string  `json:"resource"`
	Subresource string  `json:"subresource"`
	Name        string  `json:"name"`
	Namespace   string  `json:"namespace"`
	Path        string  `json:"path"`
}
type question struct {
	Roles               []*rbacv1.Role               `json:"roles"`
	RoleBindings        []*rbacv1.RoleBinding        `json:"roleBindings"`
	ClusterRoles        []*rbacv1.ClusterRole        `json:"clusterRoles"`
	ClusterRoleBindings []*rbacv1.ClusterRoleBinding `json:"clusterRoleBindings"`
	Requests            []request                    `json:"requests"`
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
		text, err := json.Marshal(answer(asked))
		if err != nil {
			panic(err)
		}
		out.Write(append(text, '\n'))
	}
}

func answer(asked question) []bool {
	aggregate(asked.ClusterRoles)
	_, objects := validation.NewTestRuleResolver(asked.Roles, asked.RoleBindings, asked.ClusterRoles, asked.ClusterRoleBindings)
	judge := rbac.New(objects, objects, objects, objects)
	said := make([]bool, 0, len(asked.Requests))
	for _, one := range asked.Requests {
		decision, _, _ := judge.Authorize(context.Background(), authorizer.AttributesRecord{
			User:            authenticated(one.Account),
			Verb:            one.Verb,
			APIGroup:        one.Group,
			Resource:        one.Resource,
			Subresource:     one.Subresource,
			Name:            one.Name,
			Namespace:       one.Namespace,
			Path:            one.Path,
			ResourceRequest: one.Path == "",
		})
		said = append(said, decision == authorizer.DecisionAllow)
	}
	return said
}

// The groups of a service account, and the one that every authenticator adds.
func authenticated(one account) user.Info {
	info := serviceaccount.UserInfo(one.Namespace, one.Name, "")
	return &user.DefaultInfo{Name: info.GetName(), Groups: append(info.GetGroups(), user.AllAuthenticated)}
}

// What the controller for aggregated cluster roles comes to: it goes on until nothing changes.
func aggregate(roles []*rbacv1.ClusterRole) {
	for range roles {
		for _, role := range roles {
			if role.AggregationRule != nil {
				role.Rules = rulesOf(role, roles)
			}
		}
	}
}

func rulesOf(role *rbacv1.ClusterRole, roles []*rbacv1.ClusterRole) []rbacv1.PolicyRule {
	rules := []rbacv1.PolicyRule{}
	seen := map[string]bool{}
	for i := range role.AggregationRule.ClusterRoleSelectors {
		selector, err := metav1.LabelSelectorAsSelector(&role.AggregationRule.ClusterRoleSelectors[i])
		if err != nil {
			panic(err)
		}
		for _, other := range roles {
			if other.Name == role.Name || !selector.Matches(labels.Set(other.Labels)) {
				continue
			}
			for _, rule := range other.Rules {
				if !seen[rule.String()] {
					seen[rule.String()] = true
					rules = append(rules, rule)
				}
			}
		}
	}
	return rules
}

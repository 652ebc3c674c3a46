"""What readers will see change when a draft of a role is published: drafts seen through the comparison."""

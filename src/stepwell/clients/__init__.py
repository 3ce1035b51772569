"""The person served: who they are, how to reach them safely, who cares for them."""

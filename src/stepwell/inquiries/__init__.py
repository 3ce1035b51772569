"""What somebody asked for, as they said it: from the first call until they are a client, or it ends.

That somebody asked an addiction program for help is itself protected. What a third party tells stays with what they
said: nobody may be contacted about the person before the person agrees.
"""

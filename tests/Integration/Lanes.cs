// They mostly wait: for a server to come back, a deadline to pass, a process to start. Twice as many as there are cores keep the cores busy.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]

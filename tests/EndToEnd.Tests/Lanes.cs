// Two fixtures run at a time, as many as the smallest machine has processors. A guest without KVM keeps one of them busy.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]

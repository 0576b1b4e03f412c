using System.Diagnostics.CodeAnalysis;

namespace Infra.NixHost.Testing;

/// <summary>A preview found something wrong, or the program failed. The message has a line for each problem.</summary>
[SuppressMessage(
    "Design",
    "CA1032:Implement standard exception constructors",
    Justification = "Only a run throws it, and always with its problems."
)]
public sealed class StackProblemsException : Exception
{
    internal StackProblemsException(IReadOnlyList<Problem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>The problems, in the order of the program.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}

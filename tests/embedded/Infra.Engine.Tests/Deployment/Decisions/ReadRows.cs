using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>What becomes of resources that a program only looks up.</summary>
internal static class ReadRows
{
    public static IReadOnlyList<DecisionRow> All { get; } =
    [
        new("read: nothing in the state")
        {
            Now = Read("x"),
            Steps = ["Read a"],
            Calls = ["read a"],
        },
        new("read: what was read before")
        {
            Before = Read("x"),
            Now = Read("x"),
            Steps = ["Read a"],
            Calls = ["read a"],
        },
        new("read: another one than was read before")
        {
            Before = Read("x"),
            Now = Read("y"),
            Steps = ["Read a"],
            Calls = ["read a"],
        },
        new("read: what was managed, by the same id")
        {
            Before = DecisionRow.Thing(),
            Arrange = DecisionRow.State("a", s => s with { Id = "x" }),
            Now = Read("x"),
            Steps = ["Read a"],
            Calls = ["read a"],
        },
        new("read: another one than was managed")
        {
            Before = DecisionRow.Thing(),
            Now = Read("x"),
            Steps = ["ReadReplacement a", "Replace a", "DeleteReplaced a"],
            Calls = ["read a", "delete a"],
        },
        new("read: nothing of that id")
        {
            Now = p => p.ReadAsync("a", "nowhere"),
            Steps = ["Read a"],
            Calls = ["read a"],
            Error = "'nowhere' does not exist",
        },
        new("read: no id") { Now = p => p.ReadAsync("a", ""), Error = "without an id" },
    ];

    private static Func<TestProgram, Task> Read(string id) =>
        program =>
        {
            program.Ledger.Live[id] = DecisionRow.Size(1);
            return program.ReadAsync("a", id);
        };
}

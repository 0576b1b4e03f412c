using Infra.Engine.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Deployment.Decisions;

/// <summary>What becomes of a registration, from the first condition that holds.</summary>
internal static class RegistrationRows
{
    public static IReadOnlyList<DecisionRow> All { get; } =
    [
        new("registration: import, nothing in the state")
        {
            Arrange = Exists("x", DecisionRow.Size(1)),
            Now = Import("x", DecisionRow.Size(1)),
            Steps = ["Import a"],
            Calls = ["read a"],
        },
        new("registration: import that differs from the program")
        {
            Arrange = Exists("x", DecisionRow.Size(1)),
            Now = Import("x", DecisionRow.Size(2)),
            Steps = ["Import a", "Update a"],
            Calls = ["read a", "update a"],
        },
        new("registration: import that would have to be replaced")
        {
            Arrange = Exists("x", DecisionRow.Force(1)),
            Now = Import("x", DecisionRow.Force(2)),
            Steps = ["Import a"],
            Calls = ["read a"],
            Error = "names the resource 'x' to import",
        },
        new("registration: import of what the state has")
        {
            Before = DecisionRow.Thing(),
            Arrange = DecisionRow.State("a", s => s with { ImportId = "x" }),
            Now = Import("x", DecisionRow.Size(1)),
            Steps = ["Same a"],
        },
        new("registration: import in place of another one")
        {
            Before = DecisionRow.Thing(),
            Arrange = Exists("x", DecisionRow.Size(1)),
            Now = Import("x", DecisionRow.Size(1)),
            Steps = ["ImportReplacement a", "Replace a", "DeleteReplaced a"],
            Calls = ["read a", "delete a"],
        },
        new("registration: import of nothing")
        {
            Now = Import("x", DecisionRow.Size(1)),
            Steps = ["Import a"],
            Calls = ["read a"],
            Error = "'x' does not exist",
        },
        new("registration: a new component") { Now = Component(1), Steps = ["Create c"] },
        new("registration: an unchanged component")
        {
            Before = Component(1),
            Now = Component(1),
            Steps = ["Same c"],
        },
        new("registration: a component with other inputs")
        {
            Before = Component(1),
            Now = Component(2),
            Steps = ["Update c"],
        },
        new("registration: ignored changes")
        {
            Before = DecisionRow.Thing(DecisionRow.Size(1)),
            Now = DecisionRow.Thing(DecisionRow.Size(2), g => g with { IgnoreChanges = ["size"] }),
            Steps = ["Same a"],
        },
        new("registration: rejected inputs")
        {
            Now = DecisionRow.Thing(PropertyMap.Of(("reject", "too large"))),
            Error = "property reject: too large",
        },
        new("registration: what was only read so far")
        {
            Before = p => ReadAsync(p, "x"),
            Now = DecisionRow.Thing(),
            Steps = ["CreateReplacement a", "Replace a", "DiscardReplaced a"],
            Calls = ["create a"],
        },
        new("registration: not targeted, in the state")
        {
            Before = DecisionRow.Thing(DecisionRow.Size(1)),
            Arrange = Targets("other"),
            Now = async p =>
            {
                await p.ThingAsync("a", DecisionRow.Size(2));
                await p.ThingAsync("other", DecisionRow.Size(1));
            },
            Steps = ["Same a", "Create other"],
            Calls = ["create other"],
        },
        new("registration: not targeted, not in the state")
        {
            Arrange = Targets("other"),
            Now = async p =>
            {
                await p.ThingAsync("a", DecisionRow.Size(2));
                await p.ThingAsync("other", DecisionRow.Size(1));
            },
            Steps = ["Same a", "Create other"],
            Calls = ["create other"],
        },
        new("registration: a target that needs a left out one")
        {
            Arrange = Targets("other"),
            Now = async p =>
            {
                var a = await p.ThingAsync("a", DecisionRow.Size(2));
                await p.ThingAsync(
                    "other",
                    DecisionRow.Size(1),
                    g => g with { Dependencies = [a.Urn] }
                );
            },
            Steps = ["Same a"],
            Error = "left out of this run",
        },
        new("registration: anything else that is new")
        {
            Now = DecisionRow.Thing(),
            Steps = ["Create a"],
            Calls = ["create a"],
        },
    ];

    private static Func<TestProgram, Task> Import(string id, PropertyMap inputs) =>
        DecisionRow.Thing(inputs, g => g with { ImportId = id });

    private static Action<TestStack> Exists(string id, PropertyMap inputs) =>
        stack => stack.Ledger.Live[id] = inputs;

    private static Action<TestStack> Targets(string name) =>
        stack => stack.Options = stack.Options with { Targets = [TestStack.UrnOf(name).Value] };

    private static Func<TestProgram, Task> Component(int size) =>
        program =>
            program.RegisterAsync(
                "c",
                DecisionRow.Size(size),
                g => g with { Type = "my:index:Group", Custom = false, Provider = "" }
            );

    private static async Task ReadAsync(TestProgram program, string id)
    {
        program.Ledger.Live[id] = DecisionRow.Size(1);
        await program.ReadAsync("a", id);
    }
}

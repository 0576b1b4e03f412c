using System.Collections.Immutable;

namespace Pulumi.Tests.Inputs;

/// <summary>Args by names refuse what no input can be when they are made, where the program's own line is on the stack.</summary>
internal sealed class DictionaryArgsTests
{
    private enum Kind
    {
        One,
    }

    private static readonly object?[] Accepted =
    [
        null,
        true,
        7,
        1.5,
        "text",
        Kind.One,
        new StringAsset("x"),
        new List<object?> { 1, null, "a" },
        new Dictionary<string, object?> { ["a"] = new[] { 1, 2 } },
        Output.Create(5L),
        ImmutableArray<string>.Empty,
        default(ImmutableArray<string>),
    ];

    private static readonly object[] Refused =
    [
        5L,
        1.5m,
        'c',
        DateTime.UnixEpoch,
        new Uri("http://x"),
    ];

    [TestCaseSource(nameof(Accepted))]
    public void What_an_input_can_be_is_taken(object? value) =>
        Assert.DoesNotThrow(() => Make(value));

    [TestCaseSource(nameof(Refused))]
    public void What_no_input_can_be_is_named_with_its_place(object value)
    {
        var list = new Dictionary<string, object?> { ["sizes"] = new object?[] { 1, value } };

        Assert.That(
            Assert.Throws<RunException>(() => Make(list)).Message,
            Does.StartWith(
                $"disk.sizes[1] is a {value.GetType().FullName}, which cannot be an input"
            )
        );
    }

    private static void Make(object? value)
    {
        var inputs = ImmutableDictionary<string, object?>.Empty.Add("disk", value);
        _ = new DictionaryResourceArgs(inputs);
        _ = new DictionaryInvokeArgs(inputs);
    }
}

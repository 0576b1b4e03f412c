using System.Collections;
using System.Collections.Immutable;
using Infra.Protocol.Values;
using Pulumi;
using Pulumi.Testing;

namespace Infra.NixHost.Analyzers.Tests;

/// <summary>Runs a program without a provider, and keeps the inputs that one would get.</summary>
internal sealed class RecordedInputs : IMocks
{
    private readonly List<(string Type, string Name, PropertyMap Inputs)> _resources = [];

    /// <summary>The inputs of the only resource of a program.</summary>
    public static async Task<(string Type, string Name, PropertyMap Inputs)> OfAsync(
        Snippet program
    )
    {
        var mocks = new RecordedInputs();
        await Deployment.TestAsync(mocks, new TestOptions(), program.Run);
        return mocks._resources.Single();
    }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        _resources.Add(
            (
                args.Type!.Split(':')[^1],
                args.Name!,
                ((PropertyValue.Object)Convert(args.Inputs)).Properties
            )
        );
        return Task.FromResult<(string?, object)>(("id", args.Inputs));
    }

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);

    private static PropertyValue Convert(object? value) =>
        value switch
        {
            null => PropertyValue.Null.Instance,
            string text => text,
            bool flag => flag,
            double number => number,
            int number => number,
            ImmutableDictionary<string, object> map => new PropertyValue.Object(
                PropertyMap.Create(map.Select(p => KeyValuePair.Create(p.Key, Convert(p.Value))))
            ),
            IEnumerable list => PropertyValue.List(list.Cast<object>().Select(Convert)),
            _ => throw new NotSupportedException(value.GetType().Name),
        };
}

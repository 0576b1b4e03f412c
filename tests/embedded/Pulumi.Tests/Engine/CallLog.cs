using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace Pulumi.Tests.Engine;

/// <summary>The requests of a program in the order in which they arrived.</summary>
internal sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly List<IMessage> _calls = [];

    public IReadOnlyList<IMessage> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public IReadOnlyList<string> Names =>
        [.. All.Where(call => call is not LogRequest).Select(NameOf)];

    public void Add(IMessage call)
    {
        lock (_gate)
        {
            _calls.Add(call);
        }
    }

    public IReadOnlyList<T> Of<T>() => [.. All.OfType<T>()];

    public RegisterResourceRequest Registration(string name) =>
        Of<RegisterResourceRequest>().Single(request => request.Name == name);

    public Struct StackOutputs() =>
        Of<RegisterResourceOutputsRequest>().Single(request => request.Urn == Urns.Stack).Outputs;

    private static string NameOf(IMessage call) =>
        call switch
        {
            SupportsFeatureRequest feature => $"feature {feature.Id}",
            RegisterResourceRequest resource => $"register {resource.Name}",
            RegisterResourceHookRequest hook => $"hook {hook.Name}",
            RegisterErrorHookRequest hook => $"error hook {hook.Name}",
            RegisterResourceOutputsRequest => "outputs",
            Empty => "shutdown",
            _ => call.Descriptor.Name,
        };
}

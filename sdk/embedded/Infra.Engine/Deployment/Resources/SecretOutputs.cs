using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Resources;

/// <summary>Marks outputs as secret that a provider returned in clear.</summary>
internal static class SecretOutputs
{
    /// <summary>Marks the outputs that the user named, and those whose input of the same name is secret.</summary>
    public static ResourceState Mark(ResourceState state)
    {
        var outputs = state.Outputs;
        foreach (var name in state.AdditionalSecretOutputs.Where(n => n != "id"))
        {
            outputs = Mark(outputs, name);
        }

        foreach (var (name, value) in state.Inputs)
        {
            if (value is PropertyValue.Secret)
            {
                outputs = Mark(outputs, name);
            }
        }

        return ReferenceEquals(outputs, state.Outputs) ? state : state with { Outputs = outputs };
    }

    private static PropertyMap Mark(PropertyMap outputs, string name) =>
        outputs.Get(name) is { } value and not PropertyValue.Secret
            ? outputs.With(name, new PropertyValue.Secret(value))
            : outputs;
}

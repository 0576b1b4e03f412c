using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Examples;

/// <summary>One resource of an example.</summary>
/// <param name="Variable">Its variable.</param>
/// <param name="Definition">Its type.</param>
/// <param name="Inputs">Its inputs. A text such as <c>${image.imagePath}</c> is an output of an earlier resource.</param>
internal sealed record ExampleResource(
    string Variable,
    ResourceDefinition Definition,
    PropertyMap Inputs
);

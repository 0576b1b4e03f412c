using Pulumi.Utilities;

namespace Pulumi.Tests.Engine;

/// <summary>Awaits outputs in tests.</summary>
internal static class OutputValue
{
    public static Task<T> OfAsync<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}

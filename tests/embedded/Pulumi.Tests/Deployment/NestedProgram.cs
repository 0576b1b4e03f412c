using Pulumi.Tests.Resources;

namespace Pulumi.Tests.Deployment;

/// <summary>A program that creates every second resource in an Apply within an Apply.</summary>
internal static class NestedProgram
{
    /// <param name="count">The number of resources, which is even.</param>
    public static void Create(int count)
    {
        for (var i = 0; i < count / 2; i++)
        {
            var outer = new Thing($"outer{i}", new() { Text = "a", List = { "x", "y" } });
            outer.Text.Apply(text =>
                outer.Urn.Apply(_ =>
                    new Thing($"inner-{outer.GetResourceName()}", new() { Text = text }).Text
                )
            );
        }
    }
}
